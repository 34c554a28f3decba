/** The relay proxy that `go.mod` and `compose.yaml` beside this file name; a test holds the three together. */
export const RELAY_VERSION = '1.55.2';
