import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OpenFeature } from '@openfeature/web-sdk';
import ts from 'typescript';
import { expect, it, vi } from 'vitest';
import { exampleRelay } from './example-relay.ts';
import { moduleOf, tsdocExamples } from './tsdoc-examples.ts';

const example = exampleRelay();
const ADMIN = 'd45e303a-38c2-11ed-a261-0242ac120002';
const examples = tsdocExamples();
const modules = new Map(examples.map((each, index) => [moduleOf(each, index), each]));

/** What the compiler objects to in modules that are not on the disk. */
function faultsOf(sources: ReadonlyMap<string, string>): string[] {
  const configuration = ts.getParsedCommandLineOfConfigFile(
    resolve(import.meta.dirname, '../tsconfig.json'),
    // An example ends with what it shows, and names types only where they say something.
    { noUnusedLocals: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options = configuration?.options ?? {};
  const onDisk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => sources.has(path) || onDisk.fileExists(path),
    readFile: (path) => sources.get(path) ?? onDisk.readFile(path),
    getSourceFile(path, ...rest) {
      const source = sources.get(path);
      return source === undefined ? onDisk.getSourceFile(path, ...rest) : ts.createSourceFile(path, source, rest[0]);
    },
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

const codeOf = (language: string): Map<string, string> =>
  new Map([...modules].filter(([, each]) => each.language === language).map(([path, { code }]) => [path, code]));

/** Runs an example as a module of its own. */
async function run(file: string): Promise<Record<string, unknown>> {
  const [path = ''] = [...modules].find(([, each]) => each.file === file) ?? [];
  return import(/* @vite-ignore */ path);
}

it('has nothing but TypeScript and HTML in the examples of comments', () => {
  expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(['ts', 'html']));
});

it('compiles the examples of comments', () => {
  const sources = codeOf('ts');
  expect(sources.size).toBeGreaterThanOrEqual(5);
  expect(faultsOf(sources)).toEqual([]);
});

it('finds what does not compile in an example', () => {
  const [path = '', code = ''] = [...codeOf('ts')].find(([name]) => name.includes('core/src/provider.ex')) ?? [];
  const faults = faultsOf(new Map([[path, code.replace('getBooleanValue', 'getBoolValue')]]));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain("'getBoolValue' does not exist");
});

it.each([
  ['core/src/index.ts', '/v1/flag/configuration'],
  ['core/src/provider.ts', '/v1/flag/configuration'],
  ['remote/src/provider.ts', '/ofrep/v1/evaluate/flags'],
])('runs the example of %s', async (file, path) => {
  const context = vi.spyOn(OpenFeature, 'setProviderAndWait');
  await run(file);
  expect(example.relay().requests()[0]).toMatchObject({ path, status: 200 });
  expect(OpenFeature.getClient().getStringValue('layout', '')).toBe('grid');
  expect(context).toHaveBeenCalledOnce();
});

it('runs the example of core/src/edge/index.ts', async () => {
  const { default: handler } = await run('core/src/edge/index.ts');
  const work: Promise<unknown>[] = [];
  const waitUntil = (promise: Promise<unknown>): void => void work.push(promise);
  const response = await Reflect.apply(handler as () => Promise<Response>, undefined, [
    new Request('https://edge.example.com/', { headers: { 'x-user-id': ADMIN } }),
    { waitUntil },
  ]);
  expect(await response.json()).toEqual({ fast: true });
  await Promise.all(work);
});

it('runs the example of dev-relay/src/start-dev-relay.ts', async () => {
  await run('dev-relay/src/start-dev-relay.ts');
  expect(example.said()).toEqual([expect.stringMatching(/^http:\/\/\S+ greeting$/)]);
});

it('shows in comments the script tag that the sample has', async () => {
  const sample = await readFile(new URL('../samples/script-tag.html', import.meta.url), 'utf8');
  const tags = codeOf('html');
  expect([...tags.values()]).toEqual([sample]);
});
