import type { FlagConfiguration } from '@goff-web/engine';
import { isRecord, type RelayBody } from '@goff-web/internal';

/** What a body of the relay proxy turned out to be. */
export type DecodedConfiguration =
  | { readonly kind: 'configuration'; readonly configuration: FlagConfiguration }
  /** No flags at all. The relay proxy says so for an empty file, and while a file is being rewritten. */
  | { readonly kind: 'empty'; readonly configuration: FlagConfiguration }
  /** Something else; `problem` continues the sentence "The answer …". */
  | { readonly kind: 'invalid'; readonly problem: string; readonly cause?: unknown };

/** Members of an answer without flags that is nevertheless the relay proxy's: it leaves out what is empty. */
const MEMBERS_WITHOUT_FLAGS: ReadonlySet<string> = new Set(['evaluationContextEnrichment']);

/** Reads the body of `POST /v1/flag/configuration`. Flags are opaque; members that nobody knows are kept out. */
export function decodeConfiguration(body: Pick<RelayBody, 'text' | 'contentType'>): DecodedConfiguration {
  let value: unknown;
  try {
    value = JSON.parse(body.text);
  } catch (cause) {
    const type = body.contentType === '' ? 'no content type' : `content type ${body.contentType}`;
    return { kind: 'invalid', problem: `is no JSON, or was cut off (${body.text.length} characters, ${type})`, cause };
  }
  if (!isRecord(value)) return { kind: 'invalid', problem: 'is no JSON object' };
  const { flags, evaluationContextEnrichment: enrichment } = value;
  if (enrichment !== undefined && enrichment !== null && !isRecord(enrichment)) {
    return { kind: 'invalid', problem: 'has an "evaluationContextEnrichment" that is no object' };
  }
  if (flags === undefined && !Object.keys(value).every((name) => MEMBERS_WITHOUT_FLAGS.has(name))) {
    return { kind: 'invalid', problem: 'has no "flags"' };
  }
  if (flags !== undefined && !isRecord(flags)) return { kind: 'invalid', problem: 'has "flags" that are no object' };
  // It was parsed from JSON, so its members are JSON values.
  const configuration = {
    flags: flags ?? {},
    ...(isRecord(enrichment) ? { evaluationContextEnrichment: enrichment } : {}),
  };
  const kind = Object.keys(configuration.flags).length === 0 ? 'empty' : 'configuration';
  return { kind, configuration: configuration as FlagConfiguration };
}
