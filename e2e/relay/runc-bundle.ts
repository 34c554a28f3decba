interface Bundle {
  /** The root file system, mounted read-only. */
  readonly root: string;
  readonly command: readonly string[];
  /** A folder of this machine that the container may write to. */
  readonly mounted: string;
  readonly mountedAt: string;
}

/** Where a user other than root makes containers: a user name space in which that user is root. */
function ownUserNamespace(): object {
  const [userId, groupId] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (userId === 0) return {};
  return {
    uidMappings: [{ containerID: 0, hostID: userId, size: 1 }],
    gidMappings: [{ containerID: 0, hostID: groupId, size: 1 }],
  };
}

/**
 * The `config.json` of an OCI bundle (https://github.com/opencontainers/runtime-spec/blob/v1.0.2/config.md). The container
 * shares the network of this machine, so that the relay proxy listens on its loopback interface.
 */
export function bundleConfiguration({ root, command, mounted, mountedAt }: Bundle): object {
  const mappings = ownUserNamespace();
  const namespaces = ['pid', 'ipc', 'uts', 'mount', ...('uidMappings' in mappings ? ['user'] : [])];
  const none = { bounding: [], effective: [], permitted: [] };
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: command,
      env: ['PATH=/', 'TZ=UTC'],
      cwd: '/',
      capabilities: none,
      noNewPrivileges: true,
    },
    root: { path: root, readonly: true },
    hostname: 'goff-relay',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      {
        destination: '/dev',
        type: 'tmpfs',
        source: 'tmpfs',
        options: ['nosuid', 'strictatime', 'mode=755', 'size=64k'],
      },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'mode=1777'] },
      // A folder, never a single file: a file that is replaced by rename stays its old self in a mount of its own.
      { destination: mountedAt, type: 'bind', source: mounted, options: ['rbind', 'rw'] },
    ],
    linux: { ...mappings, namespaces: namespaces.map((type) => ({ type })) },
  };
}
