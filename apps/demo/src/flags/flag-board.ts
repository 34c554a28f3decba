import type { EvaluationDetails, JsonValue } from '@openfeature/web-sdk';
import { element } from '../dom/element.ts';
import type { Insight } from '../lab/lab.ts';
import type { ConnectedMode } from '../modes/connected-mode.ts';
import { MODES, type ModeId } from '../modes/mode.ts';
import { DEMO_FLAGS } from './demo-flag.ts';
import { createFlagRow } from './flag-row.ts';
import { meanEvaluationTime } from './mean-evaluation-time.ts';
import { resolveFlag } from './resolve-flag.ts';

/** Every flag beside both modes' answers. */
export interface FlagBoard {
  readonly root: HTMLElement;
  /** Asks one mode for every flag and shows what it answers. */
  readonly refresh: (connected: ConnectedMode) => void;
  /** Shows what the evaluator knows about the answers that were evaluated in the page. */
  readonly showInsights: (insights: ReadonlyMap<string, Insight>) => void;
  /** Moves every flag's history of changes on to the present. */
  readonly passTime: () => void;
  /** Times evaluations of every flag, in pauses. */
  readonly measure: (connected: ConnectedMode) => Promise<void>;
}

type Answers = ReadonlyMap<string, EvaluationDetails<JsonValue>>;

/** Compares what the user gets. How it came about may differ: a stored answer says CACHED, an evaluated one why. */
function isSameAnswer(one: EvaluationDetails<JsonValue>, other: EvaluationDetails<JsonValue>): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value) && one.variant === other.variant;
}

/** Waits until the page has nothing better to do. */
function pause(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(resolve, { timeout: 500 });
    else setTimeout(resolve, 20);
  });
}

export function createFlagBoard(): FlagBoard {
  const rows = DEMO_FLAGS.map((flag) => createFlagRow(flag, MODES));
  // Answers of modes that are ready: two modes are compared only while both claim to be right.
  const settled = new Map<ModeId, Answers>();

  const compare = (): void => {
    const [first, second] = MODES.map(({ id }) => settled.get(id));
    for (const { flag, setDiffering } of rows) {
      const one = first?.get(flag.key);
      const other = second?.get(flag.key);
      setDiffering(one !== undefined && other !== undefined && !isSameAnswer(one, other));
    }
  };

  return {
    root: element('ul', { class: 'flag-list' }, ...rows.map(({ root }) => root)),
    refresh({ mode, client, state }) {
      const answers = new Map(rows.map(({ flag }) => [flag.key, resolveFlag(client, flag)]));
      for (const row of rows) {
        const details = answers.get(row.flag.key);
        if (details !== undefined) row.show(mode.id, details);
      }
      if (state().status === 'READY') settled.set(mode.id, answers);
      else settled.delete(mode.id);
      compare();
    },
    showInsights(insights) {
      for (const row of rows) row.showInsight('in-process', insights.get(row.flag.key));
    },
    passTime() {
      for (const row of rows) row.passTime();
    },
    async measure({ mode, provider, state }) {
      for (const row of rows) {
        await pause();
        if (state().status !== 'READY') return;
        row.showMeanTime(mode.id, meanEvaluationTime(provider, row.flag));
      }
    },
  };
}
