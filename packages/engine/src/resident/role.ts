/** Roles of an attribute, as `assembly/attribute.ts` numbers them. */
export const CUSTOM = 0;
export const TARGETING_KEY = 1;
export const ANONYMOUS = 2;
export const DATE = 3;
export const RULE_DATE = 4;
