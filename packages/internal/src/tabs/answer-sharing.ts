import type { Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';
import type { Tabs } from '../platform/tabs.ts';
import type { Refresher } from '../refresh/refresher.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';

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
