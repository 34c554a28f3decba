// Shows that engine.wasm is a valid file for official providers: GO Feature Flag's own Python provider evaluates with it the
// flags of a running relay proxy, and its answers are compared with the relay proxy's own.
//   node packages/engine/conformance/drop-in/drop-in.ts [ENGINE_FILE]
import { spawn } from 'node:child_process';
import path from 'node:path';
import { startRelay } from '../../../../e2e/relay/start-relay.ts';
import type { JsonValue } from '../../src/evaluator.ts';
import { sameJson } from '../disagreement.ts';
import { loadVectors } from '../load-vectors.ts';
import type { Vector } from '../vector.ts';
import { pythonWithProvider } from './python-provider.ts';

interface Question {
  readonly flagKey: string;
  readonly evalContext: Vector['input']['evalContext'];
  readonly default: JsonValue;
}

interface ProviderAnswer {
  readonly value: JsonValue;
  readonly variant: string | null;
  readonly reason: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly evaluatedRemotely: boolean;
}

interface RelayAnswer {
  readonly value?: JsonValue;
  readonly variant?: string;
  readonly reason?: string;
  readonly errorCode?: string;
}

/** A default of the type of the flag's values, and different from what usually comes. */
function defaultFor(value: JsonValue): JsonValue {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return -12345.5;
  return typeof value === 'string' ? 'the default' : { the: 'default' };
}

/** The relay proxy's own check of a flag file panics over a progressive rollout that lacks one end, and takes it down. */
function stopsRelay(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => {
    if (name !== 'progressiveRollout') return stopsRelay(member);
    const { initial, end } = (member ?? {}) as { initial?: object; end?: object };
    return [initial, end].some((step) => ['variation', 'date'].some((part) => !Object.hasOwn(step ?? {}, part)));
  });
}

/** Questions whose flags a relay proxy would keep: one flag a vector, under the vector's name. */
async function questionsFromVectors(): Promise<{ flags: Record<string, JsonValue>; questions: Question[] }> {
  const flags: Record<string, JsonValue> = {};
  const questions: Question[] = [];
  for (const [group, vectors] of await loadVectors()) {
    if (group === 'edge' || group === 'limits') continue;
    for (const { id, input, output } of vectors) {
      const key = input.evalContext['targetingKey'];
      if (typeof key !== 'string' || key === '' || input.flagContext.evaluationContextEnrichment !== undefined)
        continue;
      if (stopsRelay(input.flag)) continue;
      const [first = null] = Object.values((input.flag as { variations?: Record<string, JsonValue> }).variations ?? {});
      flags[id] = input.flag;
      questions.push({ flagKey: id, evalContext: input.evalContext, default: defaultFor(output.value ?? first) });
    }
  }
  return { flags, questions };
}

async function askRelay(url: string, { flagKey, evalContext }: Question): Promise<RelayAnswer> {
  const response = await fetch(`${url}/ofrep/v1/evaluate/flags/${encodeURIComponent(flagKey)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ context: evalContext }),
  });
  return (await response.json()) as RelayAnswer;
}

async function askProvider(url: string, engine: string, questions: readonly Question[]): Promise<ProviderAnswer[]> {
  const script = path.join(import.meta.dirname, 'compare_with_relay.py');
  const child = spawn(await pythonWithProvider(), [script, url, engine], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the Python provider ended with ${String(code)}`);
  return text
    .trim()
    .split('\n')
    .map((line): ProviderAnswer => JSON.parse(line));
}

/** What differs between the provider's answer and the relay proxy's. */
function differenceOf(question: Question, ours: ProviderAnswer, theirs: RelayAnswer): string | undefined {
  if (ours.evaluatedRemotely) return 'the provider has asked the relay proxy instead of the engine';
  if (theirs.errorCode !== undefined) {
    // The provider calls a misconfigured flag GENERAL: OpenFeature has no code of its own for it.
    const expected = theirs.errorCode === 'FLAG_CONFIG' ? 'GENERAL' : theirs.errorCode;
    return ours.errorCode === expected ? undefined : `error code ${String(ours.errorCode)}, not ${expected}`;
  }
  if (ours.errorCode === 'TYPE_MISMATCH') return undefined;
  if (ours.errorCode !== null) return `error ${ours.errorCode}: ${String(ours.errorMessage)}`;
  if (!sameJson(ours.value, theirs.value ?? question.default)) return `value ${JSON.stringify(ours.value)}`;
  if (ours.variant !== theirs.variant) return `variant ${String(ours.variant)}`;
  return ours.reason === theirs.reason ? undefined : `reason ${ours.reason}`;
}

const engine = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/engine.wasm'));
const { flags, questions } = await questionsFromVectors();
const relay = await startRelay({ flags });
try {
  const configuration = await fetch(`${relay.url}/v1/flag/configuration`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const served = ((await configuration.json()) as { flags: Record<string, JsonValue> }).flags;
  const kept = questions.filter(({ flagKey }) => Object.hasOwn(served, flagKey));
  console.log(`the relay proxy (${relay.kind}) serves ${Object.keys(served).length} of ${questions.length} flags`);
  const ours = await askProvider(relay.url, engine, kept);
  const faults: string[] = [];
  let mismatches = 0;
  for (const [at, question] of kept.entries()) {
    const answer = ours[at];
    if (answer === undefined) throw new Error(`${kept.length} questions, ${ours.length} answers`);
    if (answer.errorCode === 'TYPE_MISMATCH') mismatches += 1;
    const relayAnswer = await askRelay(relay.url, question);
    const difference = differenceOf(question, answer, relayAnswer);
    if (difference !== undefined)
      faults.push(`${question.flagKey}: ${difference}; the relay proxy: ${JSON.stringify(relayAnswer)}`);
  }
  for (const fault of faults.slice(0, 20)) console.log(`DIFFERENT ${fault}`);
  console.log(
    `${kept.length} flags through the Python provider with ${path.basename(engine)}: ${faults.length} differences, ${mismatches} of mixed types`,
  );
  process.exitCode = faults.length === 0 && kept.length > 500 ? 0 : 1;
} finally {
  await relay.close();
}
