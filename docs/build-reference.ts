// Writes the API reference from the TSDoc of the published declarations: one folder a package below api/.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Application } from 'typedoc';

const root = import.meta.dirname;
const packages = resolve(root, '../packages');
const DECLARATIONS = {
  core: 'dist/index.d.ts',
  remote: 'dist/index.d.ts',
  engine: 'dist/types/index.d.ts',
  'dev-relay': 'dist/index.d.ts',
};

await rm(`${root}/api`, { recursive: true, force: true });
const application = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  name: 'API',
  readme: 'none',
  entryPoints: Object.entries(DECLARATIONS).map(([name, file]) => `${packages}/${name}/${file}`),
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
// Packages are called by their names, not by where their declarations lie.
for (const child of project.children ?? []) child.name = `@goff-web/${child.name.split('/')[0]}`;
await application.generateOutputs(project);
