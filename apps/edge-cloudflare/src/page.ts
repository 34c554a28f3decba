import type { RequestFlags } from '@goff-web/core/edge';
import type { Environment } from './environment.ts';
import type { Visitor } from './visitor.ts';

/** How the page goes on when it is there: with rules and an engine of its own, or asking this worker. */
export type PageMode = 'in-process' | 'remote';

/** Renders the page with this visitor's flags, and hands them on to the script that goes on from there. */
export function renderPage(
  { client, snapshot }: RequestFlags,
  visitor: Visitor,
  mode: PageMode,
  env: Environment,
): string {
  const headline = client.getStringValue('headline', 'Welcome');
  const isFast = client.getBooleanValue('fast-checkout', false);
  const start = {
    mode,
    context: visitor,
    // After everything has been evaluated: it also names what has been.
    bootstrap: snapshot(),
    relay: { endpoint: env.RELAY_URL, apiKey: env.BROWSER_KEY },
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Flags at the edge</title>
    <script type="application/json" id="start">${scriptText(start)}</script>
    <script type="module" src="/hydrate.js"></script>
  </head>
  <body>
    <h1 data-flag="headline">${htmlText(headline)}</h1>
    <p>Checkout: <output data-flag="fast-checkout">${isFast ? 'fast' : 'usual'}</output></p>
  </body>
</html>
`;
}

/** JSON that cannot end the script that it stands in. */
function scriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function htmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
