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
  return (
    <Flags
      bootstrap={snapshot()}
      context={{ ...visitor }}
      rendered={{
        headline: client.getStringValue('headline', 'Welcome'),
        isFast: client.getBooleanValue('fast-checkout', false),
      }}
      relay={
        mode === 'remote' ? undefined : { endpoint: process.env.RELAY_URL ?? '', apiKey: process.env.BROWSER_KEY ?? '' }
      }
    />
  );
}
