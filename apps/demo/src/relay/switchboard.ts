import { element } from '../dom/element.ts';
import type { RelayControl } from './relay-control.ts';

interface Trouble {
  readonly name: string;
  readonly about: string;
  readonly plan: object;
}

const TROUBLES: readonly Trouble[] = [
  { name: 'Healthy', about: 'Answers as it should.', plan: {} },
  { name: 'Slow', about: 'Takes three seconds for each answer.', plan: { latencyMs: 3_000 } },
  { name: 'Failing', about: 'Answers 503 to everything.', plan: { status: 503 } },
  {
    name: 'Rate limited',
    about: 'Answers 429 and asks for ten seconds of peace.',
    plan: { status: 429, retryAfterSeconds: 10 },
  },
  { name: 'Unauthorised', about: 'Refuses every key, as after a rotation.', plan: { unauthorized: true } },
  {
    name: 'Truncated',
    about: 'Sends half of each answer that has a body: edit the flags, and no tab follows before it is well again.',
    plan: { truncate: true },
  },
  { name: 'Gone', about: 'Nobody listens any more.', plan: { gone: true } },
];

/** Lets things go wrong at the relay proxy, one at a time. */
export function createSwitchboard(control: RelayControl): HTMLElement {
  const about = element('p', { class: 'hint', role: 'status' }, TROUBLES[0]?.about ?? '');
  const choose = async ({ about: text, plan }: Trouble): Promise<void> => {
    try {
      await control.setFault(plan);
      about.textContent = text;
    } catch (error) {
      about.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const choices = TROUBLES.map((trouble, index) => {
    const radio = element('input', { type: 'radio', name: 'trouble', checked: index === 0 });
    radio.addEventListener('change', () => void choose(trouble));
    return element('label', { class: 'choice' }, radio, element('span', {}, trouble.name));
  });
  return element(
    'div',
    { class: 'switchboard' },
    element('div', { class: 'choices', role: 'radiogroup', 'aria-label': 'The relay proxy is' }, ...choices),
    about,
  );
}
