import type { FlagConfiguration } from '@goff-web/engine';
import { equalJson } from '@goff-web/internal';

/** How two configurations differ. */
export interface ConfigurationDifference {
  /** Keys of flags that were added, removed or edited. */
  readonly edited: readonly string[];
  /** Whether the attributes differ that are laid over every context: then any flag may answer differently. */
  readonly enrichment: boolean;
}

/** Compares two configurations by content. */
export function differenceBetween(before: FlagConfiguration, after: FlagConfiguration): ConfigurationDifference {
  const keys = new Set([...Object.keys(before.flags), ...Object.keys(after.flags)]);
  const edited = [...keys].filter((key) => {
    const isKept = Object.hasOwn(before.flags, key) && Object.hasOwn(after.flags, key);
    return !isKept || !isEqual(before.flags[key], after.flags[key]);
  });
  const enrichment = !isEqual(before.evaluationContextEnrichment ?? {}, after.evaluationContextEnrichment ?? {});
  return { edited, enrichment };
}

/** What nests deeper than the stack goes counts as edited. */
function isEqual(before: unknown, after: unknown): boolean {
  try {
    return equalJson(before, after);
  } catch {
    return false;
  }
}
