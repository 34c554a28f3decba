import type { Client } from '@openfeature/web-sdk';
import { element, setAttributes } from '../dom/element.ts';
import { svgElement } from '../dom/svg-element.ts';
import { PRODUCTS, type Product } from './products.ts';
import { readShopFlags, type ShopFlags } from './shop-flags.ts';

/** A shop whose look and behaviour are flags. */
export interface ShopFront {
  readonly root: HTMLElement;
  /** Shows the shop as `client` says. */
  show(client: Client): void;
}

const SECTIONS = ['New', 'Living', 'Kitchen', 'Light', 'Garden', 'Gifts'] as const;
const SALE = 0.8;
const MONEY = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

function picture({ outline }: Product): SVGElement {
  const path = svgElement('path', { d: outline });
  return svgElement('svg', { viewBox: '0 0 48 48', class: 'product-picture', 'aria-hidden': 'true' }, path);
}

function productCard(product: Product, flags: ShopFlags, buy: (price: number) => void): HTMLElement {
  const price = flags.hasSale ? product.price * SALE : product.price;
  const word = flags.hasFastCheckout ? 'Buy now' : 'Add to basket';
  const button = element(
    'button',
    { type: 'button', class: 'shop-button', 'aria-label': `${word}: ${product.name}` },
    flags.hasNewCheckout ? `${word} →` : word,
  );
  button.addEventListener('click', () => buy(price));
  return element(
    'li',
    { class: 'product' },
    picture(product),
    element('span', { class: 'product-name' }, product.name),
    element(
      'span',
      { class: 'product-price' },
      ...(flags.hasSale ? [element('s', {}, MONEY.format(product.price)), ' '] : []),
      MONEY.format(price),
    ),
    button,
  );
}

function navigation({ hasNewSearch, navigation: { entries, layout, search } }: ShopFlags): readonly HTMLElement[] {
  const sections = SECTIONS.slice(0, entries).map((name) => element('li', {}, name));
  const list = element('ul', { class: 'shop-sections', 'data-layout': layout }, ...sections);
  const field = element(
    'span',
    { class: 'shop-search', 'aria-hidden': 'true' },
    hasNewSearch ? 'Search by name, room or mood' : 'Search the shop',
  );
  return search ? [list, field] : [list];
}

function drawShop(flags: ShopFlags, buy: (price: number) => void): readonly HTMLElement[] {
  const notes = [
    ...(flags.isAdmin
      ? [element('p', { class: 'shop-admin' }, 'You see this bar because you are an administrator.')]
      : []),
    ...(flags.hasSale ? [element('p', { class: 'shop-sale' }, 'Anniversary sale: 20 % off everything')] : []),
    ...(flags.banner === 'snow' ? [element('p', { class: 'shop-snow' }, 'Snowed in? We deliver all the same.')] : []),
  ];
  const products = element('ul', { class: 'products' }, ...PRODUCTS.map((product) => productCard(product, flags, buy)));
  products.style.setProperty('--products-per-row', String(flags.productsPerRow));
  return [
    ...notes,
    element('div', { class: 'shop-head' }, element('p', { class: 'shop-name' }, 'Nook & Tidy'), ...navigation(flags)),
    element(
      'ul',
      { class: 'shop-offers' },
      ...flags.offers.map((offer) => element('li', {}, offer.replaceAll('-', ' '))),
    ),
    products,
    element('p', { class: 'shop-delivery' }, `Delivery ${MONEY.format(flags.deliveryFee)}`),
  ];
}

export function createShopFront(): ShopFront {
  const said = element('p', { class: 'hint', role: 'status' });
  const shop = element('div', { class: 'shop' });
  let shown = '';
  let count = 0;
  return {
    root: element('div', { class: 'shop-frame' }, shop, said),
    show(client) {
      const flags = readShopFlags(client);
      const next = JSON.stringify(flags);
      // A shop that is built anew takes the keyboard's focus away from whoever is in it.
      if (next === shown) return;
      shown = next;
      setAttributes(shop, { 'data-theme': flags.theme, 'data-columns': String(flags.productsPerRow) });
      shop.replaceChildren(
        ...drawShop(flags, (price) => {
          count += 1;
          client.track('purchase', { value: price, currency: 'EUR' });
          said.textContent = `Tracked “purchase” of ${MONEY.format(price)} (${count} so far). It goes to the relay proxy’s data collector.`;
        }),
      );
    },
  };
}
