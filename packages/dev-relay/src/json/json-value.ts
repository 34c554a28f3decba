import type { JsonValue } from '@goff-web/engine';

export type { JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
