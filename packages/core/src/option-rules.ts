import type { EngineSource, FlagConfiguration } from '@goff-web/engine';
import { endpointRule, isRecord, OptionError, type OptionRule } from '@goff-web/internal';

/** Anything that can become an engine; whether it does is found out when it is loaded. */
export const wasmRule: OptionRule<EngineSource> = {
  range: 'a URL, a Response or a promise of one, bytes, or a WebAssembly.Module',
  read: (value) => (isEngineSource(value) ? { value } : undefined),
};

/** A flag configuration, copied. */
export const configurationRule: OptionRule<FlagConfiguration> = {
  range: 'an object as the relay proxy sends it: { flags: { … } }',
  read(value) {
    if (!isRecord(value) || !isRecord(value['flags'])) return undefined;
    const enrichment = value['evaluationContextEnrichment'];
    if (enrichment !== undefined && !isRecord(enrichment)) return undefined;
    try {
      return { value: JSON.parse(JSON.stringify(value)) };
    } catch {
      return undefined;
    }
  },
};

/** @throws {OptionError} `OPTION_INVALID` where flags could come from nowhere. */
export function requireFlagsSource(endpoint: string | undefined, configuration: FlagConfiguration | undefined): void {
  if (endpoint !== undefined || configuration !== undefined) return;
  const message = `"endpoint" must be ${endpointRule.range}, unless "configuration" is given; got undefined.`;
  throw new OptionError('endpoint', message);
}

/** By shape: modules and responses may come from another realm. */
function isEngineSource(value: unknown): value is EngineSource {
  if (typeof value === 'string') return value !== '';
  if (typeof value !== 'object' || value === null) return false;
  const kind = Object.prototype.toString.call(value);
  const isKnown = kind === '[object WebAssembly.Module]' || kind === '[object Response]' || kind === '[object URL]';
  return (
    isKnown ||
    ArrayBuffer.isView(value) ||
    'byteLength' in value ||
    ('then' in value && typeof value.then === 'function')
  );
}
