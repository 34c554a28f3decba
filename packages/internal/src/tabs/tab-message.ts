import { isSharedAnswer, type SharedAnswer } from './shared-answer.ts';

/** What tabs of a group say to one another. `from` and `to` are random names; a message without `to` is for everybody. */
export type TabMessage =
  /** Somebody wants to know what the leader holds for `subject`, and holds `entityTag`. */
  | {
      readonly type: 'ask';
      readonly from: string;
      readonly subject: string;
      readonly entityTag: string | undefined;
    }
  /** The leader is there, and asks the relay proxy about `subject`. `answers`: whether it has one for the tab it speaks to. */
  | {
      readonly type: 'lead';
      readonly from: string;
      readonly to: string | undefined;
      readonly subject: string;
      readonly answers: 'now' | 'soon' | 'never';
    }
  /** The relay proxy has answered about `subject`. `leads`: the leader asked. `isNew`: it differs from what there was before. */
  | {
      readonly type: 'answer';
      readonly from: string;
      readonly to: string | undefined;
      readonly subject: string;
      readonly leads: boolean;
      readonly isNew: boolean;
      readonly answer: SharedAnswer;
    }
  /** The relay proxy has told the leader that something changed. */
  | { readonly type: 'changed'; readonly from: string }
  /** Somebody looks at this tab. */
  | { readonly type: 'seen'; readonly from: string };

/** Reads what came over a channel. What another release says besides, or what anybody else says, is `undefined`. */
export function readTabMessage(value: unknown): TabMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const message: { readonly [name: string]: unknown } = { ...value };
  return typeof message['from'] === 'string' && isTabMessage(message) ? message : undefined;
}

function isTabMessage(message: { readonly [name: string]: unknown }): message is TabMessage {
  const { answer, answers, entityTag, isNew, leads, subject, to, type } = message;
  switch (type) {
    case 'ask':
      return typeof subject === 'string' && isOptionalString(entityTag);
    case 'lead':
      return (
        typeof subject === 'string' &&
        isOptionalString(to) &&
        (answers === 'now' || answers === 'soon' || answers === 'never')
      );
    case 'answer':
      return (
        typeof subject === 'string' &&
        isOptionalString(to) &&
        typeof leads === 'boolean' &&
        typeof isNew === 'boolean' &&
        isSharedAnswer(answer)
      );
    default:
      return type === 'changed' || type === 'seen';
  }
}

function isOptionalString(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
