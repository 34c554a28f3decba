/** The relay proxy whose answers these are, marked as not being the real one. */
export const RELAY_VERSION = '1.55.2+dev-relay';
