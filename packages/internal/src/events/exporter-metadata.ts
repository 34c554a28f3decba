import type { ContextLike } from '../context/snapshot-context.ts';
import { isRecord } from '../json/is-record.ts';
import type { OptionRule } from '../options/option-rule.ts';

/** What the application wants to read beside each of its events: scalars only, which every exporter can write. */
export type ExporterMetadata = { readonly [name: string]: string | number | boolean };

/** Says which provider recorded an event. No application can overwrite it. */
const RESERVED: ExporterMetadata = { provider: 'web', openfeature: true };

/** An object of scalars. */
export const exporterMetadataRule: OptionRule<ExporterMetadata> = {
  range: 'an object of scalars',
  read(value) {
    if (!isRecord(value)) return undefined;
    const isLegal = Object.values(value).every(
      (member) => typeof member === 'string' || typeof member === 'boolean' || Number.isFinite(member),
    );
    // Every member was looked at.
    return isLegal ? { value: Object.freeze({ ...value }) as ExporterMetadata } : undefined;
  },
};

/** The application's metadata with the reserved names laid over it. */
export function completeMetadata(given: ExporterMetadata): ExporterMetadata {
  return { ...given, ...RESERVED };
}

/**
 * The context with `gofeatureflag.exporterMetadata` in it, as the relay proxy gets it from every provider. What the application has put
 * below `gofeatureflag` stays; a value of its own that is no object gives way. The application's objects are not touched.
 */
export function enrichContext(context: ContextLike, metadata: ExporterMetadata): ContextLike {
  const { gofeatureflag } = context;
  const reserved = isRecord(gofeatureflag) ? gofeatureflag : {};
  const { exporterMetadata } = reserved;
  const all = { ...(isRecord(exporterMetadata) && exporterMetadata), ...metadata };
  return { ...context, gofeatureflag: { ...reserved, exporterMetadata: all } };
}
