/**
 * FNV-1a, 32 bits, over the UTF-8 bytes of the flag's key followed by the bucketing key.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/utils/hash.go
 */
export function bucketOf(flagKey: usize, flagKeyLength: u32, key: usize, keyLength: u32, buckets: u32): u32 {
  if (buckets == 0) return 0;
  return hash(hash(2166136261, flagKey, flagKeyLength), key, keyLength) % buckets;
}

/** FNV-1a, 32 bits, begun with `seed`. */
export function hash(seed: u32, text: usize, length: u32): u32 {
  for (const end = text + length; text < end; text++) seed = (seed ^ load<u8>(text)) * 16777619;
  return seed;
}
