/** Something that the shop sells. */
export interface Product {
  readonly name: string;
  readonly price: number;
  /** Outline of a picture in a square of 48, drawn by strokes. */
  readonly outline: string;
}

export const PRODUCTS: readonly Product[] = [
  { name: 'Reading lamp', price: 59, outline: 'M16 42h16M24 42V24M14 24h20l-5-14H19z' },
  { name: 'Corner chair', price: 149, outline: 'M15 6v20h18V6M12 26h24v6H12zM14 32v10M34 32v10' },
  {
    name: 'Fern in a pot',
    price: 24,
    outline: 'M17 32h14l-2 10H19zM24 32V14M24 24c-8 0-10-6-10-10 7 0 10 4 10 10zM24 20c7 0 9-5 9-9-6 0-9 4-9 9z',
  },
  { name: 'Wall clock', price: 39, outline: 'M24 6a18 18 0 1 0 .01 0zM24 13v11l7 5' },
  { name: 'Tea mug', price: 12, outline: 'M12 14h20v20a6 6 0 0 1-6 6h-8a6 6 0 0 1-6-6zM32 18h4a5 5 0 0 1 0 12h-4' },
  {
    name: 'Book shelf',
    price: 199,
    outline: 'M10 6h28v36H10zM10 18h28M10 30h28M16 9v9M21 9v9M30 21v9M16 33v9M21 33v9',
  },
  { name: 'Wool rug', price: 89, outline: 'M8 14h32v20H8zM13 19h22v10H13zM8 14l-3-3M40 14l3-3M8 34l-3 3M40 34l3 3' },
  { name: 'Glass vase', price: 34, outline: 'M19 6h10M20 6v8c0 4-7 6-7 15 0 8 4 13 11 13s11-5 11-13c0-9-7-11-7-15V6' },
];
