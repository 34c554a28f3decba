// For TypeScript beside a classic script tag: `"types": ["@goff-web/cdn/global"]` declares what `goff.js` leaves in the page.
import type * as exported from './goff.mjs';

declare global {
  const GoFeatureFlag: typeof exported;
}
