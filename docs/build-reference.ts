// Writes the API reference from the TSDoc of the published declarations: one folder a package below api/.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Application } from 'typedoc';

const root = import.meta.dirname;
const packages = resolve(root, '../packages');
/** The declarations of each entry point that can be imported. */
const DECLARATIONS = {
  core: 'core/dist/index.d.ts',
  'core/edge': 'core/dist/edge.d.ts',
  remote: 'remote/dist/index.d.ts',
  engine: 'engine/dist/index.d.ts',
  'dev-relay': 'dev-relay/dist/index.d.ts',
};

await rm(`${root}/api`, { recursive: true, force: true });
const application = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  name: 'API',
  readme: 'none',
  entryPoints: Object.values(DECLARATIONS).map((file) => `${packages}/${file}`),
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
  const [name] = Object.entries(DECLARATIONS).find(([, file]) => file.startsWith(child.name)) ?? [child.name];
  child.name = `@goff-web/${name}`;
}
await application.generateOutputs(project);
