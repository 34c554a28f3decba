/** An event for OpenFeature's SDK. */
export type ProviderSignal =
  | { readonly type: 'ready' }
  | { readonly type: 'stale'; readonly message: string }
  | { readonly type: 'error'; readonly message: string; readonly isFatal: boolean }
  | { readonly type: 'configuration-changed'; readonly flagsChanged: readonly string[] };
