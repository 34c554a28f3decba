import type { Cancel, Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';
import type { Tabs } from '../platform/tabs.ts';
import type { Refresher } from '../refresh/refresher.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';
import { fromSharedAnswer, type SharedAnswer, toSharedAnswer } from './shared-answer.ts';
import { createTabGroup, type TabRole } from './tab-group.ts';
import { readTabMessage, type TabMessage } from './tab-message.ts';

/**
 * How a tab comes by answers: it asks for all and follows the change stream; it is told all it needs; or it asks for itself and is told of
 * changes, because the leader asks about something else.
 */
export type AskingRole = 'asks' | 'is-told' | 'polls';

/** What the sharing of answers needs. */
export interface AnswerSharingOptions {
  readonly isLockHeld: Tabs['isHeld'];
  readonly page: Page | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether what this tab accepts is written to the store that all tabs read. */
  readonly keeps: boolean;
  /** Whether this tab is told of changes as they happen: then what it was answered last is current. */
  readonly isLive: () => boolean;
  /** Its attempts ask through {@link AnswerSharing.ask}. */
  readonly refresher: Pick<Refresher, 'heed' | 'refresh'>;
  /** Called when the tab is to come by answers in another way. */
  readonly onRole: (role: AskingRole) => void;
}

/** One question to the relay proxy. */
export interface RelayQuestion {
  /** What the answer is about. One about something else is of no use. */
  readonly subject: string;
  /** Names what the asking tab holds. */
  readonly entityTag: string | undefined;
  readonly signal: AbortSignal;
}

/** A question and what it was answered. */
export interface AnsweredQuestion {
  readonly question: RelayQuestion;
  readonly answer: RelayAnswer;
}

/** Lets the tabs of one browser share what the relay proxy answers: one asks, and all hear it. */
export interface AnswerSharing {
  /**
   * Joins those who share under this name, and leaves others. `asked` is what this tab has just asked by itself. Resolves when it is known
   * whether anybody leads.
   */
  join(name: string, asked?: AnsweredQuestion): Promise<void>;
  /** Leaves everybody. */
  leave(): void;
  /** Answers with what another tab was told, or asks the relay proxy by `fetch` and tells the others. Rejects only where `fetch` does. */
  ask(question: RelayQuestion, fetch: () => Promise<RelayAnswer>): Promise<RelayAnswer>;
  /** Tells those who ask about something else that something has changed. */
  tellChanged(): void;
}

/** Makes an {@link AnswerSharing}. */
export type CreateAnswerSharing = (options: AnswerSharingOptions) => AnswerSharing;

/** What the leader was answered is handed out for so long without asking again, where it has no stream. */
const CURRENT_MS = 30_000;
/** A tab that has just come waits so long for a word of the leader, then asks by itself. */
const FIRST_WORD_MS = 250;
/** … and so long for its answer, when that is on its way. */
const ANSWER_MS = 2_000;
/** A leader that says nothing for so long after it took over is asked for what it said. */
const FIRST_SILENCE_MS = 1_000;
/** A leader that says nothing for so long is asked whether it is there: it may hang. */
const SILENCE_MS = 20_000;
/** … and once more after so long; then the lead is taken from it. */
const SECOND_SILENCE_MS = 3_000;
/** So many failures of the leader in a row, and a tab that is seen tries by itself: the leader's page alone may be cut off. */
const DOUBTED_FAILURES = 2;
/** All tabs are told of a change at the same moment; those that ask for themselves do so within so long. */
const SPREAD_MS = 1_000;

type Word = 'answer' | 'nothing' | 'silence';

/** Shares by messages between the tabs of a platform, one of which leads. */
export function shareAnswers(options: AnswerSharingOptions, tabs: Tabs): AnswerSharing {
  const { clock, isLive, keeps, onRole, page, random, refresher } = options;
  const self = `${random()}`;
  /** What this tab asks about, once it has asked. */
  let subject: string | undefined;
  /** What the leader asks about, once it has said so. */
  let ledSubject: string | undefined;
  /** Names what this tab holds, as far as it went through here. */
  let held: string | undefined;
  let asking: AskingRole | undefined;
  /** Whether the next question goes to the leader first. */
  let isNewcomer = false;
  /** Questions to the leader in a row that it did not reply to. */
  let silences = 0;
  /** Failures in a row that the leader told. */
  let failures = 0;
  /** What was heard and is to be used by the next attempt. */
  let inbox: SharedAnswer | undefined;
  /** Questions of this tab that are under way. */
  let open = 0;
  /** What this tab was last answered as the leader. */
  let latest: { readonly subject: string; readonly answer: SharedAnswer; readonly atMs: number } | undefined;
  /** Ends the wait for the leader's word, or (`soon`) prolongs it. */
  let onWord: ((word: Word | 'soon') => void) | undefined;
  let cancelWatch: Cancel = () => undefined;
  let cancelCheck: Cancel = () => undefined;

  const group = createTabGroup({
    tabs,
    page,
    clock,
    hear(message) {
      const read = readTabMessage(message);
      if (read !== undefined) hear(read);
    },
    onRole: changeRole,
    onSeen() {
      say({ type: 'seen', from: self });
      void group.settled().then(checkLeader);
    },
  });

  const isSeen = (): boolean => page?.hidden() !== true;

  function say(message: TabMessage): void {
    group.post(message);
  }

  function changeRole(role: TabRole, before: TabRole): void {
    if (role === 'joining') return;
    silences = 0;
    failures = 0;
    ledSubject = undefined;
    if (role !== 'leader') latest = undefined;
    settleAsking();
    if (role === 'leader') {
      onWord?.('nothing');
      announce(undefined, 'soon');
    }
    cancelWatch();
    if (role !== 'follower') return;
    // The next leader speaks at once. If this tab does not hear it, it was told while this tab hung.
    if (before === 'leader') cancelWatch = clock.schedule(() => void checkLeader(), FIRST_SILENCE_MS);
    else watch(SILENCE_MS);
  }

  function settleAsking(): void {
    const isOther = ledSubject !== undefined && subject !== undefined && ledSubject !== subject;
    const next = group.role() === 'leader' ? 'asks' : isOther ? 'polls' : 'is-told';
    if (next === asking) return;
    asking = next;
    onRole(next);
  }

  function announce(to: string | undefined, answers: 'now' | 'soon' | 'never'): void {
    if (subject !== undefined) say({ type: 'lead', from: self, to, subject, answers });
  }

  function hear(message: TabMessage): void {
    if ('to' in message && message.to !== undefined && message.to !== self) return;
    switch (message.type) {
      case 'ask':
        if (group.role() === 'leader') reply(message);
        break;
      case 'lead':
        hearLeader(message.subject);
        onWord?.(message.subject !== subject || message.answers === 'never' ? 'nothing' : 'soon');
        break;
      case 'answer':
        if (message.leads) hearLeader(message.subject);
        hearAnswer(message);
        break;
      case 'changed':
        if (asking === 'polls') refreshSoon();
        break;
      case 'seen':
        group.yieldLead();
    }
  }

  function hearLeader(about: string): void {
    if (group.role() !== 'follower') return;
    silences = 0;
    ledSubject = about;
    watch(SILENCE_MS);
    settleAsking();
  }

  function hearAnswer(message: TabMessage & { readonly type: 'answer' }): void {
    if (message.subject !== subject) {
      // What is new for one may be new for all.
      if (message.leads && message.isNew) refreshSoon();
      return;
    }
    failures = isFailure(message.answer) ? failures + 1 : 0;
    if (failures === DOUBTED_FAILURES && group.role() === 'follower' && isSeen()) return void refresher.refresh();
    inbox = message.answer;
    if (onWord !== undefined) onWord('answer');
    else if (open === 0) refresher.heed();
  }

  function reply({ entityTag, from, subject: about }: TabMessage & { readonly type: 'ask' }): void {
    const isCurrent = latest?.subject === about && (isLive() || clock.now() - latest.atMs <= CURRENT_MS);
    const answer = isCurrent ? toHolder(latest?.answer, entityTag) : undefined;
    if (answer === undefined) {
      announce(from, open > 0 && about === subject ? 'soon' : 'never');
    } else {
      announce(from, 'now');
      say({ type: 'answer', from: self, to: from, subject: about, leads: true, isNew: false, answer });
    }
  }

  function refreshSoon(): void {
    cancelCheck();
    cancelCheck = clock.schedule(() => void refresher.refresh(), SPREAD_MS * random());
  }

  /** A leader is not trusted for ever, except by tabs that nobody looks at. */
  function watch(afterMs: number): void {
    cancelWatch();
    if (group.role() !== 'follower' || !isSeen()) return;
    cancelWatch = clock.schedule(() => {
      if (isSeen()) void checkLeader();
    }, afterMs);
  }

  /** Makes sure that the leader is there and that nothing was missed. */
  async function checkLeader(): Promise<void> {
    const isIdle = open === 0 && onWord === undefined;
    if (group.role() !== 'follower' || !isIdle || subject === undefined) return;
    const word = await consult(subject, held);
    if (open > 0) return;
    if (word === 'answer') refresher.heed();
    if (word === 'silence' && group.role() === 'follower') void refresher.refresh();
  }

  /** Asks the leader. What it answers lies in the inbox then. */
  async function consult(about: string, entityTag: string | undefined, signal?: AbortSignal): Promise<Word> {
    const word = await new Promise<Word>((resolve) => {
      let cancel: Cancel = () => undefined;
      const end = (last: Word): void => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        onWord = undefined;
        resolve(last);
      };
      const onAbort = (): void => end('nothing');
      cancel = clock.schedule(() => end('silence'), FIRST_WORD_MS);
      signal?.addEventListener('abort', onAbort);
      onWord = (next) => {
        if (next !== 'soon') return end(next);
        cancel();
        cancel = clock.schedule(() => end('nothing'), ANSWER_MS);
      };
      say({ type: 'ask', from: self, subject: about, entityTag });
    });
    if (word !== 'silence') return word;
    silences += 1;
    watch(SECOND_SILENCE_MS);
    if (silences > 1 && isSeen()) group.takeLead();
    return word;
  }

  function takeInbox(entityTag: string | undefined): RelayAnswer | undefined {
    const heard = inbox;
    inbox = undefined;
    return heard === undefined ? undefined : fromSharedAnswer(heard, entityTag, keeps);
  }

  function note(answer: RelayAnswer, entityTag: string | undefined): RelayAnswer {
    held = answer.kind === 'body' ? answer.body.entityTag : entityTag;
    return answer;
  }

  function tell({ entityTag, subject: about }: RelayQuestion, answer: RelayAnswer): void {
    const shared = toSharedAnswer(answer, entityTag, keeps);
    const leads = group.role() === 'leader';
    // A fault that only one tab has met may be that tab's own.
    if (shared === undefined || (isFailure(shared) && !leads)) return;
    // It is the leader's own fault that it fails.
    if (failures >= DOUBTED_FAILURES) group.takeLead();
    failures = 0;
    if (leads) remember(shared, about);
    const isChange = shared.kind === 'body' && entityTag !== undefined;
    say({ type: 'answer', from: self, to: undefined, subject: about, leads, isNew: isChange, answer: shared });
  }

  /** What is confirmed is remembered with its body, if that was. */
  function remember(answer: SharedAnswer, about: string): void {
    const known = latest?.subject === about ? latest.answer : undefined;
    const isKnown =
      answer.kind === 'not-modified' && known?.kind === 'body' && known.body.entityTag === answer.entityTag;
    latest = { subject: about, answer: isKnown ? known : answer, atMs: clock.now() };
  }

  return {
    join(name, asked) {
      inbox = undefined;
      latest = undefined;
      isNewcomer = asked === undefined;
      group.join(name);
      if (asked === undefined) return group.settled();
      const { entityTag, subject: about } = asked.question;
      subject = about;
      note(asked.answer, entityTag);
      const shared = toSharedAnswer(asked.answer, entityTag, keeps);
      if (shared !== undefined) remember(shared, about);
      return group.settled();
    },
    leave() {
      group.leave();
      cancelWatch();
      cancelCheck();
      onWord?.('nothing');
      inbox = undefined;
      latest = undefined;
      subject = undefined;
    },
    async ask(question, fetch) {
      const { entityTag, signal } = question;
      if (question.subject !== subject) {
        subject = question.subject;
        inbox = undefined;
        if (group.role() === 'leader') announce(undefined, 'soon');
        if (asking !== undefined) settleAsking();
      }
      open += 1;
      try {
        if (isNewcomer) {
          isNewcomer = false;
          await group.settled();
          if (group.role() === 'follower') await consult(question.subject, entityTag, signal);
        }
        if (signal.aborted) return { kind: 'aborted' };
        const heard = takeInbox(entityTag);
        if (heard !== undefined) return note(heard, entityTag);
        const answer = await fetch();
        if (signal.aborted || answer.kind === 'aborted') return answer;
        const better = isFailure(answer) ? takeInbox(entityTag) : undefined;
        // What was heard while this tab asked is older than what it was answered.
        inbox = undefined;
        if (better !== undefined) return note(better, entityTag);
        tell(question, answer);
        return note(answer, entityTag);
      } finally {
        open -= 1;
        // An attempt that was given up has not used what was heard meanwhile.
        if (open === 0 && inbox !== undefined) refresher.heed();
      }
    },
    tellChanged: () => say({ type: 'changed', from: self }),
  };
}

/** The least that tells a tab what is current; one that holds something else asks by itself then. `undefined` where nothing can be told. */
function toHolder(answer: SharedAnswer | undefined, entityTag: string | undefined): SharedAnswer | undefined {
  if (answer === undefined || isFailure(answer)) return undefined;
  if (answer.kind !== 'body' || answer.body.entityTag !== entityTag) return answer;
  return { kind: 'not-modified', entityTag, lastModifiedMs: answer.body.lastModifiedMs };
}

function isFailure(answer: { readonly kind: string }): boolean {
  return answer.kind !== 'body' && answer.kind !== 'not-modified';
}
