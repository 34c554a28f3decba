import type { JsonValue } from '@openfeature/web-sdk';

interface FlagText {
  readonly key: string;
  readonly about: string;
}

/** A flag that the page asks for, and the default with which it asks. */
export type DemoFlag = FlagText &
  (
    | { readonly type: 'boolean'; readonly defaultValue: boolean }
    | { readonly type: 'string'; readonly defaultValue: string }
    | { readonly type: 'number'; readonly defaultValue: number }
    | { readonly type: 'object' | 'list'; readonly defaultValue: JsonValue }
  );

/** The flags of `flags.yaml`, in the order of the page. */
export const DEMO_FLAGS: readonly DemoFlag[] = [
  {
    key: 'flag-only-for-admin',
    about: 'On where the user’s admin attribute is true.',
    type: 'boolean',
    defaultValue: false,
  },
  {
    key: 'fast-checkout',
    about: 'On for half of the users, chosen by targeting key.',
    type: 'boolean',
    defaultValue: false,
  },
  { key: 'shop-theme', about: 'Chosen by e-mail domain and profession.', type: 'string', defaultValue: 'classic' },
  { key: 'products-per-row', about: 'Depends on company size and age.', type: 'number', defaultValue: 3 },
  { key: 'delivery-fee', about: 'Reduced for a rate above 3.1.', type: 'number', defaultValue: 4.9 },
  {
    key: 'navigation',
    about: 'Anonymous visitors get the compact one.',
    type: 'object',
    defaultValue: { layout: 'drawer', entries: 3, search: false },
  },
  { key: 'offers', about: 'Professionals see more of them.', type: 'list', defaultValue: [] },
  { key: 'new-search', about: 'Disabled: the application’s default holds.', type: 'boolean', defaultValue: false },
  {
    key: 'anniversary-sale',
    about: 'Scheduled: off until its date, then on for everyone.',
    type: 'boolean',
    defaultValue: false,
  },
  {
    key: 'new-checkout',
    about: 'Rolls out by itself; each user crosses over at a moment of their own.',
    type: 'boolean',
    defaultValue: false,
  },
  {
    key: 'winter-banner',
    about: 'An experiment: answers only between two dates.',
    type: 'string',
    defaultValue: 'none',
  },
];
