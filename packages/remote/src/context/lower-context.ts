import {
  type ExporterMetadata,
  enrichContext,
  isRecord,
  type Json,
  nameContext,
  toWireContext,
} from '@goff-web/internal';
import type { EvaluationContext } from '@openfeature/core';

/** An evaluation context as it goes over the wire, copied from the application's object. */
export interface LoweredContext {
  /** The application's own attributes. */
  readonly own: { readonly [attribute: string]: Json };
  /** The body's `context`. */
  readonly wire: { readonly [attribute: string]: Json };
  /** Equal exactly for equal contexts, whatever the order of their attributes. */
  readonly name: string;
}

/**
 * Copies a context into JSON. The flag list and the exporter's metadata go into the member that GO Feature Flag reserves; a list that the
 * application has put there stays.
 */
export function lowerContext(
  context: EvaluationContext,
  flagList: readonly string[],
  metadata: ExporterMetadata,
): LoweredContext {
  const own = toWireContext(context);
  // JSON with JSON put into it.
  const wire = enrichContext(own, metadata) as { [attribute: string]: Json };
  if (flagList.length > 0) {
    const gofeatureflag = wire['gofeatureflag'];
    wire['gofeatureflag'] = { flagList, ...(isRecord(gofeatureflag) ? gofeatureflag : undefined) };
  }
  return { own, wire, name: nameContext(wire) };
}
