export { entityTagOf, matchesEntityTag } from './digest/entity-tag.ts';
export { sha1Hex } from './digest/sha1.ts';
export { compareUtf8, encodeGoJson, type Json } from './json/go-json.ts';
