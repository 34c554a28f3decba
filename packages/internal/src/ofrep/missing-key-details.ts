/** How the engine tells which key is missing, and how the relay proxy does. */
const WORDINGS: readonly (readonly [engine: RegExp, relayProxy: (bucketingKey: string) => string])[] = [
  [
    / nothing at bucketingKey (.*)$/,
    (key) => `impossible to find bucketingKey in context: nested key not found: ${key}`,
  ],
  [/ no string at bucketingKey /, () => 'invalid bucketing key'],
  [/ an empty string at bucketingKey /, () => 'Error: Empty bucketing key'],
];

/**
 * The relay proxy's words for a missing key. They are part of the body of a bulk answer, hence of its `ETag`; what the engine says is
 * written for people.
 *
 * @see {@link https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go | internal_flag.go}
 */
export function missingKeyDetails(engineDetails: string): string {
  for (const [engine, relayProxy] of WORDINGS) {
    const found = engine.exec(engineDetails);
    if (found !== null) return relayProxy(found[1] ?? '');
  }
  return 'Error: Empty targeting key';
}
