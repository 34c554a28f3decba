import { encodeGoJson, type Json, toWireContext } from '@goff-web/internal';
import type { EvaluationContext } from '@openfeature/core';

/** An evaluation context as it goes over the wire, copied from the application's object. */
export interface LoweredContext {
  /** The body's `context`. */
  readonly wire: { readonly [attribute: string]: Json };
  /** Equal exactly for equal contexts, whatever the order of their attributes. */
  readonly name: string;
}

/**
 * Copies a context into JSON. The flag list goes into the member that GO Feature Flag reserves, unless the application has put one there.
 */
export function lowerContext(context: EvaluationContext, flagList: readonly string[]): LoweredContext {
  const wire = toWireContext(context);
  if (flagList.length > 0) {
    const gofeatureflag = wire['gofeatureflag'];
    wire['gofeatureflag'] = { flagList, ...(isObject(gofeatureflag) ? gofeatureflag : undefined) };
  }
  return { wire, name: encodeGoJson(wire) };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
