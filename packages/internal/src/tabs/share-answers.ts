import type { Cancel } from '../platform/clock.ts';
import type { Tabs } from '../platform/tabs.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';
import type { AnswerSharing, AnswerSharingOptions, AskingRole, RelayQuestion } from './answer-sharing.ts';
import { type LatestAnswer, nextLatestAnswer, tellLatestAnswer } from './latest-answer.ts';
import { type HearLeader, type LeaderWord, listenToLeader } from './listen-to-leader.ts';
import { fromSharedAnswer, isSharedFailure, type SharedAnswer, tagAfter, toSharedAnswer } from './shared-answer.ts';
import { createTabGroup, type TabRole } from './tab-group.ts';
import { readTabMessage, type TabMessage } from './tab-message.ts';

/** What the leader was answered is handed out for so long without asking again, where it has no stream. */
const CURRENT_MS = 30_000;
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
  let latest: LatestAnswer | undefined;
  /** Waits for the leader's word. */
  let onWord: HearLeader | undefined;
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
    failures = isSharedFailure(message.answer) ? failures + 1 : 0;
    if (failures === DOUBTED_FAILURES && group.role() === 'follower' && isSeen()) return void refresher.refresh();
    inbox = message.answer;
    if (onWord !== undefined) onWord('answer');
    else if (open === 0) refresher.heed();
  }

  function reply({ entityTag, from, subject: about }: TabMessage & { readonly type: 'ask' }): void {
    const isCurrent = latest?.subject === about && (isLive() || clock.now() - latest.atMs <= CURRENT_MS);
    const answer = tellLatestAnswer(isCurrent ? latest : undefined, entityTag);
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
  async function consult(about: string, entityTag: string | undefined, signal?: AbortSignal): Promise<LeaderWord> {
    const waiting = listenToLeader(clock, signal, (next) => {
      onWord = next;
    });
    say({ type: 'ask', from: self, subject: about, entityTag });
    const word = await waiting;
    if (word !== 'silence') return word;
    silences += 1;
    watch(SECOND_SILENCE_MS);
    if (silences > 1 && isSeen()) group.takeLead();
    return word;
  }

  function takeInbox(entityTag: string | undefined): RelayAnswer | undefined {
    const heard = inbox;
    inbox = undefined;
    const answer = heard && fromSharedAnswer(heard, entityTag, keeps);
    if (answer !== undefined) held = heard?.kind === 'body' ? heard.body.entityTag : entityTag;
    return answer;
  }

  /** `tag` names what is held after the answer. */
  function tell({ entityTag, subject: about }: RelayQuestion, answer: RelayAnswer, tag: string | undefined): void {
    const shared = toSharedAnswer(answer, tag, keeps);
    const leads = group.role() === 'leader';
    // A fault that only one tab has met may be that tab's own.
    if (shared === undefined || (isSharedFailure(shared) && !leads)) return;
    // It is the leader's own fault that it fails.
    if (failures >= DOUBTED_FAILURES) group.takeLead();
    failures = 0;
    if (leads) latest = nextLatestAnswer(latest, about, shared, clock.now());
    const isChange = shared.kind === 'body' && entityTag !== undefined;
    say({ type: 'answer', from: self, to: undefined, subject: about, leads, isNew: isChange, answer: shared });
  }

  return {
    async join(name, asked) {
      inbox = undefined;
      latest = undefined;
      isNewcomer = asked === undefined;
      group.join(name);
      if (asked === undefined) return group.settled();
      const { entityTag, subject: about } = asked.question;
      subject = about;
      const tag = await tagAfter(asked.answer, entityTag);
      // Unless this tab has left meanwhile, or knows something newer.
      if (subject === about && held === undefined) {
        held = tag;
        const shared = toSharedAnswer(asked.answer, tag, keeps);
        if (shared !== undefined) latest = nextLatestAnswer(latest, about, shared, clock.now());
      }
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
        if (heard !== undefined) return heard;
        const answer = await fetch();
        const tag = await tagAfter(answer, entityTag);
        if (signal.aborted || answer.kind === 'aborted') return answer;
        const better = isSharedFailure(answer) ? takeInbox(entityTag) : undefined;
        // What was heard while this tab asked is older than what it was answered.
        inbox = undefined;
        if (better !== undefined) return better;
        tell(question, answer, tag);
        held = tag;
        return answer;
      } finally {
        open -= 1;
        // An attempt that was given up has not used what was heard meanwhile.
        if (open === 0 && inbox !== undefined) refresher.heed();
      }
    },
    tellChanged: () => say({ type: 'changed', from: self }),
  };
}
