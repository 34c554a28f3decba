import type { RelayLauncher } from './relay-launcher.ts';

/** Runs the relay proxy as a plain process. */
export function processLauncher(binary: string): RelayLauncher {
  return {
    kind: 'process',
    startTimeoutMs: 10_000,
    async plan(folder, port) {
      await folder.writeConfiguration(port, '127.0.0.1', folder.mounted);
      return {
        command: [binary, '--config', folder.configurationFile],
        environment: { TZ: 'UTC' },
        cleanUp: [],
        async signal(name, processId) {
          process.kill(processId, name);
        },
      };
    },
  };
}
