// The licences of code that a published file carries, as those licences ask for: by package, each text once.
import { readdir, readFile } from 'node:fs/promises';

interface BundledPackage {
  readonly title: string;
  readonly text: string;
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} has no licence text in ${folder}`);
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  return { title: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join('\n\n') };
}

/** A Markdown page of what is bundled, by the folders of the packages, in the order of their names. */
export async function bundledLicences(folders: Iterable<string>): Promise<string> {
  const packages = await Promise.all([...folders].map(readPackage));
  const titles = new Map<string, string[]>();
  for (const { title, text } of packages.sort((one, other) => (one.title < other.title ? -1 : 1))) {
    titles.set(text, [...(titles.get(text) ?? []), title]);
  }
  const sections = [...titles].map(([text, members]) => `## ${members.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return `# Licences of bundled code\n\nThe files of this package contain code of these packages.\n\n${sections.join('\n')}`;
}

/** The package folders that a source map names, absolute. */
export function packagesOfSourceMap(map: string, folder: string): ReadonlySet<string> {
  const { sources }: { sources: readonly string[] } = JSON.parse(map);
  const folders = sources.flatMap((source) => {
    const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
    return found === undefined ? [] : [new URL(found, `file://${folder}/`).pathname];
  });
  return new Set(folders);
}
