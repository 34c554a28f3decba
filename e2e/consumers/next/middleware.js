import { NextResponse } from 'next/server';
import { answerFor } from './app/flags.js';

/** Runs in the edge runtime, before the page. */
export async function middleware() {
  const response = NextResponse.next();
  response.headers.set('x-answer', JSON.stringify(await answerFor({ targetingKey: 'ada', admin: true })));
  return response;
}

export const config = { matcher: '/' };
