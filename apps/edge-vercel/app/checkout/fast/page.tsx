import type { ReactNode } from 'react';

/** One of the two checkouts that middleware chooses between. */
export default function FastCheckout(): ReactNode {
  return <h1>The fast checkout</h1>;
}
