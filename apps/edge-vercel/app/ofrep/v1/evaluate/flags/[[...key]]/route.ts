import { after } from 'next/server';
import { flags } from '../../../../../../flags/edge-flags.ts';

export const runtime = 'edge';

/** Pages in remote mode ask here, and not the relay proxy. */
export function POST(request: Request): Promise<Response> {
  return flags.ofrep(request, { waitUntil: (work) => after(work) });
}
