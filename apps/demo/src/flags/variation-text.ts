/** What GO Feature Flag calls a variation that is none: the default with which the application asked. */
const DEFAULT = 'SdkDefault';

/** A variation in a sentence. */
export function variationText(variation: string): string {
  return variation === DEFAULT ? 'the default' : variation;
}
