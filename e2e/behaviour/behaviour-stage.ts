import type { Client, OpenFeatureAPI } from '@openfeature/web-sdk';
import type { BehaviourProxy, BehaviourRelay } from './behaviour-relay.ts';
import type { AnyProvider, CommonOptions } from './mode.ts';

export const KEY = 'suite-key';
export const FLAGS = {
  admin: {
    variations: { on: true, off: false },
    targeting: [{ name: 'admins', query: 'admin eq true', variation: 'on' }],
    defaultRule: { variation: 'off' },
    metadata: { owner: 'team-a', limit: 3, nested: { left: 'out' } },
  },
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { percentage: { red: 50, blue: 50 } } },
  limits: { variations: { small: { items: [1, 2.5] }, none: {} }, defaultRule: { variation: 'small' } },
  list: { variations: { some: ['a', 'b'] }, defaultRule: { variation: 'some' } },
  rate: { variations: { zero: 0, half: 0.5 }, defaultRule: { variation: 'zero' } },
  retired: { disable: true, variations: { on: true }, defaultRule: { variation: 'on' } },
  enriched: {
    variations: { yes: 'yes', no: 'no' },
    targeting: [{ query: 'env eq "suite"', variation: 'yes' }],
    defaultRule: { variation: 'no' },
  },
  toString: { variations: { own: 'own' }, defaultRule: { variation: 'own' } },
} as const;

export const ALICE = { targetingKey: 'alice', admin: true };
export const BOB = { targetingKey: 'bob', admin: false };

/** What the tests of one mode on one relay proxy play on. */
export interface BehaviourStage {
  /** Where the mode asks for flags. */
  readonly path: string;
  /** The relay proxy, which serves {@link FLAGS} at the start of each test, and the faulty one in front of it. */
  readonly relay: BehaviourRelay;
  readonly proxy: BehaviourProxy;
  /** Of this test alone; providers that are set there are closed at its end. */
  readonly api: OpenFeatureAPI;
  readonly client: Client;
  readonly aProvider: (options?: Partial<CommonOptions>) => AnyProvider;
  /** A provider that is ready, for {@link ALICE} unless told otherwise. */
  readonly ready: (options?: Partial<CommonOptions>, context?: typeof ALICE) => Promise<AnyProvider>;
}
