import type { Client, JsonValue } from '@openfeature/web-sdk';

/** How the shop looks and works for one user: all of it comes from flags. */
export interface ShopFlags {
  readonly isAdmin: boolean;
  readonly hasFastCheckout: boolean;
  readonly hasNewCheckout: boolean;
  readonly theme: string;
  readonly productsPerRow: number;
  readonly deliveryFee: number;
  readonly navigation: { readonly layout: string; readonly entries: number; readonly search: boolean };
  readonly offers: readonly string[];
  readonly hasSale: boolean;
  readonly hasNewSearch: boolean;
  readonly banner: string;
}

const MOST_PRODUCTS_PER_ROW = 6;

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}

function member(value: JsonValue, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Asks for every flag of the shop. What a flag holds is somebody's edit: it is checked before it is used. */
export function readShopFlags(client: Client): ShopFlags {
  const navigation: JsonValue = client.getObjectValue('navigation', { layout: 'drawer', entries: 3, search: false });
  const offers: JsonValue = client.getObjectValue('offers', []);
  return {
    isAdmin: client.getBooleanValue('flag-only-for-admin', false),
    hasFastCheckout: client.getBooleanValue('fast-checkout', false),
    hasNewCheckout: client.getBooleanValue('new-checkout', false),
    theme: client.getStringValue('shop-theme', 'classic'),
    productsPerRow: within(client.getNumberValue('products-per-row', 3), 1, MOST_PRODUCTS_PER_ROW),
    deliveryFee: client.getNumberValue('delivery-fee', 4.9),
    navigation: {
      layout: member(navigation, 'layout') === 'bar' ? 'bar' : 'drawer',
      entries: within(Number(member(navigation, 'entries')) || 0, 0, 6),
      search: member(navigation, 'search') === true,
    },
    offers: Array.isArray(offers) ? offers.map(String) : [],
    hasSale: client.getBooleanValue('anniversary-sale', false),
    hasNewSearch: client.getBooleanValue('new-search', false),
    banner: client.getStringValue('winter-banner', 'none'),
  };
}
