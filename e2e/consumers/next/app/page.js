import { connection } from 'next/server';
import { Browser } from './browser.js';
import { answerFor } from './flags.js';

/** Evaluates in the server component, and again in the browser. */
export default async function Page() {
  await connection();
  return (
    <>
      <output>{JSON.stringify(await answerFor({ targetingKey: 'ada', admin: true }))}</output>
      <Browser />
    </>
  );
}
