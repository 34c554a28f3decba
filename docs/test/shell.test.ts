import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { commandsOf, type ShellCommand, shellCommands } from './shell-commands.ts';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly bin?: { readonly [name: string]: string };
  readonly scripts?: { readonly [name: string]: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
}

const root = resolve(import.meta.dirname, '../..');
const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(resolve(root, folder, 'package.json'), 'utf8'));
const manifests = new Map(
  globSync(['packages/*/package.json', 'apps/*/package.json', 'docs/package.json'], { cwd: root }).map((path) => {
    const folder = path.replace('/package.json', '');
    return [readManifest(folder).name, { folder, manifest: readManifest(folder) }] as const;
  }),
);
const commands = shellCommands(root);
const run = promisify(execFile);

/** pnpm's own commands: a script of the same name is not what `pnpm <name>` runs. These two do run scripts. */
const pnpmsOwn = new Set(
  [...(await run('pnpm', ['help', '--all'])).stdout.matchAll(/^ {2}([a-z-]+) {2,}.*?(?:\[alias(?:es)?: (.*)\])?$/gm)]
    .flatMap(([, name = '', aliases = '']) => [name, ...aliases.split(', ')])
    .filter((name) => !['start', 'test'].includes(name)),
);

/** What is wrong with a command, as far as names tell. */
function faultsOf({ folder, words }: ShellCommand): string[] {
  const [program, ...rest] = words;
  const paths = words.filter((word) => /^[\w.-]+\/[\w./-]+\.(?:ts|md|json)$/.test(word));
  const lost = paths.filter((path) => !existsSync(resolve(root, folder, path)));
  return [...lost.map((path) => `no file ${path}`), ...faultsOfProgram(program ?? '', rest, folder)];
}

function faultsOfProgram(program: string, words: readonly string[], folder: string): string[] {
  if (!existsSync(resolve(root, folder, 'package.json'))) return [`no package in ${folder}`];
  switch (program) {
    case 'npm':
      return words[0] === 'install' ? faultsOfInstall(words) : faultsOfScript(words, folder, 'npm');
    case 'npx': {
      const { bin, private: isPrivate } = manifests.get(words[0] ?? '')?.manifest ?? {};
      return Object.keys(bin ?? {}).length === 1 && isPrivate !== true ? [] : [`npx cannot run ${words[0]}`];
    }
    case 'node':
      return words[0]?.endsWith('.ts') === true ? [] : [`no script ${words[0]}`];
    case 'pnpm':
      return faultsOfPnpm(words, folder);
    case 'esbuild': {
      const { scripts } = readManifest('e2e/consumers/esbuild');
      return scripts?.['build'] === [program, ...words].join(' ') ? [] : ['esbuild is tested in another way'];
    }
    case '$EDITOR':
      return words.every((file) => existsSync(resolve(root, folder, file))) ? [] : [`no ${words.join(' ')}`];
    default:
      return [`${program} is a program that nobody checks here`];
  }
}

function faultsOfPnpm(words: readonly string[], folder: string): string[] {
  const [first = '', second = ''] = words;
  if (first === '--filter') {
    const named = manifests.get(second);
    return named === undefined ? [`no package ${second}`] : faultsOfPnpm(words.slice(2), named.folder);
  }
  if (first === 'install') return [];
  const isProgram = (name: string) => existsSync(resolve(root, folder, 'node_modules/.bin', name));
  if (first === 'exec') return isProgram(second) ? [] : [`no program ${second} in ${folder}`];
  if (first === 'vitest') return isProgram(first) ? faultsOfProjects(words) : ['no vitest'];
  return faultsOfScript(words, folder, 'pnpm');
}

function faultsOfProjects(words: readonly string[]): string[] {
  const known = ['vitest.config.ts', 'docs/vitest.config.ts']
    .flatMap((file) => [...readFileSync(`${root}/${file}`, 'utf8').matchAll(/name: '([\w-]+)'/g)])
    .map(([, name]) => name);
  const asked = words.filter((_, index) => words[index - 1] === '--project');
  return asked.filter((name) => !known.includes(name)).map((name) => `no project ${name}`);
}

function faultsOfScript(words: readonly string[], folder: string, by: 'npm' | 'pnpm'): string[] {
  const [first = ''] = words;
  const script = first === 'run' ? (words[1] ?? '') : first;
  if (readManifest(folder).scripts?.[script] === undefined) return [`no script ${script} in ${folder}`];
  if (first === 'run' || first === 'test') return [];
  return by === 'npm' || pnpmsOwn.has(script) ? [`${by} ${script} does not run the script ${script}`] : [];
}

/** Names that exist, and with each package of ours what it needs beside it. */
function faultsOfInstall(words: readonly string[]): string[] {
  const asked = words.slice(1).filter((word) => word !== '--save-dev');
  const ours = new Map(asked.map((name) => [name, manifests.get(name)?.manifest]));
  const { dependencies = {} } = readManifest('docs');
  const unknown = asked.filter((name) =>
    name.startsWith('@goff-web/') ? (ours.get(name)?.private ?? !ours.get(name)) : !(name in dependencies),
  );
  const peers = [...ours.values()].flatMap((manifest) => Object.keys(manifest?.peerDependencies ?? {}));
  const missing = peers.filter((peer) => !asked.includes(peer));
  return [...unknown.map((name) => `no package ${name}`), ...missing.map((peer) => `${peer} is needed too`)];
}

it('names nothing in a command that is not there', () => {
  expect(commands.length).toBeGreaterThan(60);
  expect(commands.flatMap((command) => faultsOf(command).map((fault) => `${command.page}: ${fault}`))).toEqual([]);
});

it.each([
  ['pnpm spell', 'no script spell in .'],
  ['pnpm docs', 'pnpm docs does not run the script docs'],
  ['npm demo', 'npm demo does not run the script demo'],
  ['pnpm --filter @goff-web/motor build', 'no package @goff-web/motor'],
  ['pnpm --filter @goff-web/engine weld', 'no script weld in packages/engine'],
  ['pnpm vitest run --project dogs', 'no project dogs'],
  ['pnpm vitest run --project docs docs/test/cats.test.ts', 'no file docs/test/cats.test.ts'],
  ['pnpm exec wrangle', 'no program wrangle in .'],
  ['node packages/engine/fuzz/fizz.ts', 'no file packages/engine/fuzz/fizz.ts'],
  ['npm install @goff-web/remote @openfeature/web-sdk', '@openfeature/core is needed too'],
  ['npm install @goff-web/internal', 'no package @goff-web/internal'],
  ['npx @goff-web/core', 'npx cannot run @goff-web/core'],
])('finds what is wrong with %s', (line, fault) => {
  expect(commandsOf('README.md', `\`${line}\``).flatMap(faultsOf)).toContain(fault);
});

/** What a program or script is given by whoever types the command. Nothing is asked of `changeset`, which would do it. */
function givenBy({ words }: ShellCommand): readonly string[] {
  const [program, first = ''] = words;
  if (program === 'npm') return words.includes('--') ? words.slice(words.indexOf('--') + 1) : [];
  if (program === 'node') return words.slice(2);
  if (program !== 'pnpm' || first === 'changeset') return [];
  if (first === '--filter') return words.slice(4);
  return words.slice(['run', 'exec'].includes(first) ? 3 : 2);
}

/** One word too many, in the place where it is wrong. */
function withNonsense(line: string): string {
  if (/ --only \S+$/.test(line)) return `${line},nonsense`;
  return /^pnpm proof [a-z ]+$/.test(line) ? `${line} nonsense` : `${line} --nonsense`;
}

const given = [
  ...new Map(
    commands.filter((command) => givenBy(command).length > 0).map((command) => [command.line, command]),
  ).values(),
];

/** Programs look at what they are given before they do anything, and name what comes first of what they do not know. */
it.each(given.map((command) => [command.line, command] as const))(
  'takes what %s gives it, and nothing else',
  async (line, { folder }) => {
    const typed = withNonsense(line.replace('…', 'relay.example.com'));
    const environment = { ...process.env, NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' };
    const options = { cwd: resolve(root, folder), env: environment, timeout: 50_000 };
    const ending = await run('bash', ['-c', typed], options).then(
      () => 'It did something.',
      (error: Error & { readonly stdout?: string; readonly stderr?: string }) => `${error.stdout}${error.stderr}`,
    );
    expect(ending).toMatch(/(?:unknown|unexpected|got|no proof is named)\W.{0,40}\bnonsense/i);
  },
);

it('knows the commands of the changesets that CONTRIBUTING names', async () => {
  const subcommands = commands.filter(({ line }) => /^pnpm changeset \w/.test(line)).map(({ words }) => words[2] ?? '');
  expect(subcommands.length).toBeGreaterThan(0);
  const { stdout } = await run('pnpm', ['exec', 'changeset', '--help'], { cwd: root });
  for (const name of subcommands) expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
});

it('starts a relay proxy from the command line with the flags that its README shows', async () => {
  const page = readFileSync(`${root}/packages/dev-relay/README.md`, 'utf8');
  const [, flags = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
  const { bin } = readManifest('packages/dev-relay');
  const [program = ''] = Object.values(bin ?? {});
  const folder = await mkdtemp(join(tmpdir(), 'goff-docs-'));
  await writeFile(join(folder, 'flags.yaml'), flags);
  const child = execFile(
    process.execPath,
    [resolve(root, 'packages/dev-relay', program), 'flags.yaml', '--port', '0'],
    {
      cwd: folder,
    },
  );
  try {
    let url: string | undefined;
    for await (const line of createInterface({ input: child.stdout ?? ([] as never) })) {
      url = /http:\/\/[\d.:]+/.exec(line)?.[0];
      if (url !== undefined) break;
    }
    const answer = await (await fetch(`${url}/v1/flag/configuration`, { method: 'POST' })).json();
    expect(answer).toMatchObject({ flags: { 'new-checkout': { variations: { enabled: true } } } });
  } finally {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  }
});
