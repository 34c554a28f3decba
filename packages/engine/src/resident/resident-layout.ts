// Where fields lie in what the engine hands out, in bytes from its address: part of the binary interface, which `assembly/index.ts` describes.

/** A flag: `CompiledFlag` in `assembly/flag/compiled.ts`. */
export const FLAG_ATTRIBUTES = 0;
export const FLAG_READS_CLOCK = 4;
export const FLAG_TRACK_EVENTS = 8;
export const FLAG_VERSION = 12;
export const FLAG_METADATA_ORIGIN = 16;
export const FLAG_NEXT = 20;

/** What a flag reads of the context: `AttributeList` and `Attribute` in `assembly/attribute.ts`. */
export const LIST_COUNT = 0;
export const LIST_ITEMS = 8;
export const ATTRIBUTE_ROLE = 24;
export const ATTRIBUTE_NAME = 28;
export const ATTRIBUTE_NAME_LENGTH = 32;

/** A node that is a text: `Node` in `assembly/memory/node.ts`. */
export const NODE_LENGTH = 4;
export const NODE_TEXT = 8;

/** What a flag answers: `Outcome` in `assembly/flag/shape.ts`. */
export const OUTCOME_REASON = 0;
export const OUTCOME_ERROR_CODE = 4;
export const OUTCOME_CACHEABLE = 8;
export const OUTCOME_ORIGIN = 12;
export const OUTCOME_VARIATION = 16;
export const OUTCOME_VARIATION_LENGTH = 20;
export const OUTCOME_VALUE = 24;
export const OUTCOME_RULE_NAME = 28;
export const OUTCOME_RULE_NAME_LENGTH = 32;
export const OUTCOME_WITH_METADATA = 36;

/** Where `print` leaves the address of its text: `result` in `assembly/index.ts`. */
export const RESULT_TEXT = 8;

/** What `print` prints: a node as JSON, a flag's metadata as JSON, why an outcome is an error. */
export const PRINT_NODE = 0;
export const PRINT_METADATA = 1;
export const PRINT_DETAIL = 2;
