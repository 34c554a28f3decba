import { BOTH_ANSWER, shownBy } from '../both-modes.ts';
import { askBothModes, expect, INTEGRITY, integrityOf, test } from './cdn-test.ts';
import { documentedPolicies } from './documented-policies.ts';

/** The header with everything it leaves open filled in. */
function filled(header: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), header);
}

const policies = documentedPolicies().filter(({ section }) => section !== 'With a bundler');

test('the documentation prints a policy for each way to admit the script', () => {
  expect(policies).toHaveLength(8);
});

for (const [index, { section, header }] of policies.entries()) {
  const isCompiled = header.includes("'wasm-unsafe-eval'");
  const engine = isCompiled ? '/engine.wasm' : '/engine.js';

  test(`policy ${index + 1}, ${section}: the page answers in both modes with ${engine}`, async ({
    page,
    cdn,
    site,
    sharedRelay,
  }) => {
    const own = `${askBothModes(sharedRelay.url)}(GoFeatureFlag)`;
    const policy = filled(header, {
      'sha384-{goff.js}': INTEGRITY['goff.js'] ?? '',
      'sha384-{engine.js}': INTEGRITY['engine.js'] ?? '',
      'sha384-{page}': integrityOf(own),
      'https://cdn.example.com': cdn.origin,
      'https://relay.example.com': sharedRelay.url,
    });
    const nonce = header.includes("'nonce-R4nd0m'") ? 'nonce="R4nd0m"' : '';
    const body = `<!doctype html><link rel="icon" href="data:,">
<script ${nonce} src="${cdn.origin}/goff.js" integrity="${INTEGRITY['goff.js']}" crossorigin="anonymous"></script>
<script ${nonce}>${own}</script>`;
    site.set('/', { body, headers: { 'content-security-policy': policy } });
    await page.goto(site.origin);

    expect(await shownBy(page)).toEqual(BOTH_ANSWER);
    expect(cdn.requests).toEqual(['/goff.js', engine]);
  });
}
