import { type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';

/** Entries of a YAML map in order: keys in their spelling, `<<` merged in (what the map says itself wins), aliases left to the caller. */
export function mapEntries(map: YAMLMap, document: Document | Document.Parsed): Map<string, unknown> {
  const merged = new Map<string, unknown>();
  const own = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const name = keyText(key);
    if (name !== '<<') {
      own.set(name, value);
      continue;
    }
    for (const source of mergeSources(value, document)) {
      for (const [inherited, node] of mapEntries(source, document)) {
        if (!merged.has(inherited)) merged.set(inherited, node);
      }
    }
  }
  return new Map([...merged, ...own]);
}

function keyText(key: unknown): string {
  if (!isScalar(key)) return String(key);
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function mergeSources(value: unknown, document: Document | Document.Parsed): YAMLMap[] {
  const node: unknown = isAlias(value) ? value.resolve(document) : value;
  if (isMap(node)) return [node];
  return isSeq(node) ? node.items.flatMap((item) => mergeSources(item, document)) : [];
}
