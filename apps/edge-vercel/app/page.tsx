import { headers } from 'next/headers';
import { after } from 'next/server';
import type { ReactNode } from 'react';
import { flags } from '../flags/edge-flags.ts';
import { VISITOR_HEADER, visitorOf } from '../flags/visitor.ts';
import { Flags } from './flags.tsx';

export const runtime = 'edge';
// The page is each visitor's own.
export const dynamic = 'force-dynamic';

interface PageProps {
  readonly searchParams: Promise<{ readonly mode?: string }>;
}

/** Rendered at the edge with this visitor's flags; the browser goes on from the snapshot. */
export default async function Page({ searchParams }: PageProps): Promise<ReactNode> {
  const given = await headers();
  const visitor = visitorOf(given.get(VISITOR_HEADER) ?? '', given);
  const { client, snapshot } = await flags.forRequest({ ...visitor }, { waitUntil: (work) => after(work) });
  const { mode } = await searchParams;
  const rendered = {
    headline: client.getStringValue('headline', 'Welcome'),
    isFast: client.getBooleanValue('fast-checkout', false),
  };
  // Last: it also names what has been evaluated.
  const bootstrap = snapshot();
  return (
    <Flags
      rendered={rendered}
      bootstrap={bootstrap}
      context={{ ...visitor }}
      mode={mode === 'remote' ? 'remote' : 'in-process'}
      relay={{ endpoint: process.env.RELAY_URL ?? '', apiKey: process.env.BROWSER_KEY ?? '' }}
    />
  );
}
