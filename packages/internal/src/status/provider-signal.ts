/** An event for OpenFeature's SDK. */
export type ProviderSignal =
  | { readonly type: 'ready' | 'stale' }
  | { readonly type: 'error'; readonly message: string; readonly isFatal: boolean }
  | { readonly type: 'configuration-changed'; readonly flagsChanged: readonly string[] };
