import { Document, isMap, LineCounter, parseDocument } from 'yaml';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { mapOf } from '../json/shape.ts';
import { decodeNode } from './decode-node.ts';
import { FlagFileError, type FlagFileFault } from './flag-file-error.ts';
import { FLAG_SHAPE } from './flag-shape.ts';

/** Flags by flag key, as a flags file holds them. */
export type FlagsByKey = { readonly [flagKey: string]: JsonValue };

/** Flags by flag key after reading: known fields only, every one of its type. */
export type FlagDefinitions = { readonly [flagKey: string]: JsonObject };

const FLAGS = mapOf(FLAG_SHAPE);

/**
 * Reads the text of a flags file. JSON is read as the YAML that it is.
 * @throws FlagFileError where it is not YAML, or a field has the wrong type, each with its line
 */
export function readFlags(text: string, source: string): FlagDefinitions {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, customTags: ['timestamp'], prettyErrors: false });
  const faultAt = (offset: number, message: string): FlagFileFault => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, message };
  };
  if (document.errors.length > 0) {
    throw new FlagFileError(
      source,
      document.errors.map((error) => faultAt(error.pos[0], error.message)),
    );
  }
  return decodeDocument(document, source, faultAt);
}

/**
 * Takes flags handed over as an object through the same checks as a file.
 * @throws FlagFileError where a field has the wrong type
 */
export function readFlagObject(flags: FlagsByKey, source: string): FlagDefinitions {
  return decodeDocument(new Document(flags), source, (_offset, message) => ({ line: 0, column: 0, message }));
}

function decodeDocument(
  document: Document.Parsed | Document,
  source: string,
  faultAt: (offset: number, message: string) => FlagFileFault,
): FlagDefinitions {
  const root = document.contents;
  if (root === null || (!isMap(root) && document.toJS() === null)) return {};
  const faults: FlagFileFault[] = [];
  const flags = decodeNode(root, FLAGS, {
    document,
    path: '',
    report: (offset, message) => faults.push(faultAt(offset, message)),
  });
  if (faults.length > 0) throw new FlagFileError(source, faults);
  return (flags ?? {}) as FlagDefinitions;
}
