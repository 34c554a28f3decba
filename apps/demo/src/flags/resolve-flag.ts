import type { Client, EvaluationDetails, JsonValue } from '@openfeature/web-sdk';
import type { DemoFlag } from './demo-flag.ts';

/** Asks for a flag by the method of its type. */
export function resolveFlag(client: Client, flag: DemoFlag): EvaluationDetails<JsonValue> {
  switch (flag.type) {
    case 'boolean':
      return client.getBooleanDetails(flag.key, flag.defaultValue);
    case 'string':
      return client.getStringDetails(flag.key, flag.defaultValue);
    case 'number':
      return client.getNumberDetails(flag.key, flag.defaultValue);
    default:
      return client.getObjectDetails(flag.key, flag.defaultValue);
  }
}
