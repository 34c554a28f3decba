// Writes the API reference from the TSDoc of the published declarations: one folder a package below api/.
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Application } from 'typedoc';

const root = import.meta.dirname;
const packages = resolve(root, '../packages');
/** The declarations of each entry point that can be imported, and what it is for. */
const ENTRY_POINTS = {
  core: { file: 'core/dist/index.d.ts', gives: 'the provider of in-process mode' },
  'core/edge': { file: 'core/dist/edge.d.ts', gives: 'flags in edge functions and servers, snapshots, OFREP' },
  remote: { file: 'remote/dist/index.d.ts', gives: 'the provider of remote mode' },
  engine: { file: 'engine/dist/index.d.ts', gives: 'the evaluator, for those who build on it' },
  'dev-relay': { file: 'dev-relay/dist/index.d.ts', gives: 'a relay proxy for development and tests' },
};

await rm(`${root}/api`, { recursive: true, force: true });
const application = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  name: 'API',
  readme: 'none',
  entryPoints: Object.values(ENTRY_POINTS).map(({ file }) => `${packages}/${file}`),
  basePath: packages,
  tsconfig: `${root}/tsconfig.reference.json`,
  excludeExternals: true,
  disableSources: true,
  logLevel: 'Warn',
  outputs: [{ name: 'markdown', path: `${root}/api` }],
});
application.options.setValue('entryFileName', 'index');
application.options.setValue('hidePageHeader', true);
application.options.setValue('hideBreadcrumbs', true);
const project = await application.convert();
if (project === undefined) throw new Error('The API reference could not be read from the declarations.');
// Entry points are called by their names, not by where their declarations lie.
for (const child of project.children ?? []) {
  const [name] = Object.entries(ENTRY_POINTS).find(([, { file }]) => file.startsWith(child.name)) ?? [child.name];
  child.name = `@goff-web/${name}`;
}
await application.generateOutputs(project);

const rows = Object.entries(ENTRY_POINTS).map(
  ([name, { gives }]) => `| [\`@goff-web/${name}\`](@goff-web/${name}/index.md) | ${gives} |`,
);
await writeFile(
  `${root}/api/index.md`,
  `# API

What each entry point exports, from the comments in its declarations. \`@goff-web/core/service-worker\` exports the same as \`@goff-web/core\`, in one
module; [the script tag's global](/start/script-tag) holds both providers and OpenFeature. Options have [a page of their own](/options).

| import | gives |
| --- | --- |
${rows.join('\n')}
`,
);
