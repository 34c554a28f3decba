import type { FlagConfiguration } from '@goff-web/engine';

/**
 * What a configuration is taken for: `unconfirmed` has no flags after there were some, and is not served; `empty` has none either, but there were
 * none before.
 */
export type Judgement = 'unconfirmed' | 'empty' | 'usable';

/**
 * Judges a configuration that the relay proxy has sent, by the one that is `held` meanwhile. A flags file that is being rewritten looks like one
 * without flags, but hardly twice: `isDoubted` says that it did.
 */
export function judgeConfiguration(
  configuration: FlagConfiguration,
  held: FlagConfiguration | undefined,
  isDoubted: boolean,
): Judgement {
  if (hasFlags(configuration)) return 'usable';
  if (!hasFlags(held)) return 'empty';
  return isDoubted ? 'usable' : 'unconfirmed';
}

function hasFlags(configuration: FlagConfiguration | undefined): boolean {
  return Object.keys(configuration?.flags ?? {}).length > 0;
}
