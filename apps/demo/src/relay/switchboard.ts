import { createChoices } from '../dom/choices.ts';
import { element } from '../dom/element.ts';
import type { RelayControl } from './relay-control.ts';

/** Lets things go wrong at the relay proxy, one at a time. */
export interface Switchboard {
  readonly root: HTMLElement;
  /**
   * Shows what goes wrong: another tab, or this page before it was loaded anew, may have chosen it.
   *
   * @param askedAtMs - When the relay proxy was asked, by `performance.now()`. A choice that was made since then is newer.
   */
  readonly show: (plan: object, askedAtMs: number) => void;
}

interface Trouble {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly plan: object;
}

const TROUBLES: readonly Trouble[] = [
  { id: 'healthy', title: 'Healthy', about: 'Answers as it should.', plan: {} },
  { id: 'slow', title: 'Slow', about: 'Takes three seconds for each answer.', plan: { latencyMs: 3_000 } },
  { id: 'failing', title: 'Failing', about: 'Answers 503 to everything.', plan: { status: 503 } },
  {
    id: 'rate-limited',
    title: 'Rate limited',
    about: 'Answers 429 and asks for half a minute of peace, which it gets.',
    plan: { status: 429, retryAfterSeconds: 30 },
  },
  {
    id: 'unauthorised',
    title: 'Unauthorised',
    about: 'Refuses every key, as after a rotation.',
    plan: { unauthorized: true },
  },
  {
    id: 'truncated',
    title: 'Truncated',
    about: 'Sends half of each answer that has a body: edit the flags, and no tab follows before it is well again.',
    plan: { truncate: true },
  },
  { id: 'gone', title: 'Gone', about: 'Nobody listens any more.', plan: { gone: true } },
];

export function createSwitchboard(control: RelayControl): Switchboard {
  const about = element('p', { class: 'hint', role: 'status' });
  let shown = '';
  let chosenAtMs = 0;

  function tell({ about: text, id }: Trouble): void {
    shown = id;
    about.textContent = text;
  }

  async function choose(id: string): Promise<void> {
    const trouble = TROUBLES.find((one) => one.id === id);
    if (trouble === undefined) return;
    chosenAtMs = Number.POSITIVE_INFINITY;
    try {
      await control.setFault(trouble.plan);
      tell(trouble);
    } catch (error) {
      about.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      chosenAtMs = performance.now();
    }
  }

  const choices = createChoices('The relay proxy is', TROUBLES, (id) => void choose(id));
  return {
    root: element('div', { class: 'switchboard' }, choices.root, about),
    show(plan, askedAtMs) {
      if (askedAtMs < chosenAtMs) return;
      const trouble = TROUBLES.find((one) => JSON.stringify(one.plan) === JSON.stringify(plan));
      if (trouble === undefined || trouble.id === shown) return;
      choices.show(trouble.id);
      tell(trouble);
    },
  };
}
