import type { ReactNode } from 'react';

/** One of the two checkouts that middleware chooses between. */
export default function UsualCheckout(): ReactNode {
  return <h1>The usual checkout</h1>;
}
