import type { GoffError } from '../errors/goff-error.ts';
import type { EntityTag, RelayAnswer, RelayBody } from '../relay/relay-answer.ts';

/** An answer of the relay proxy as one tab hands it to another. */
export type SharedAnswer =
  /** The relay proxy has confirmed what it names so. */
  | { readonly kind: 'not-modified'; readonly entityTag: string; readonly lastModifiedMs: number | undefined }
  | { readonly kind: 'body'; readonly body: SharedBody }
  | SharedFailure;

interface SharedBody extends Omit<RelayBody, 'entityTag'> {
  readonly entityTag: string;
  readonly isKept: boolean;
}

interface SharedFailure {
  readonly kind: 'unauthorized' | 'forbidden' | 'rate-limited' | 'rejected' | 'failed';
  readonly code: string;
  readonly message: string;
  readonly recoverable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly errorCode: string;
  readonly errorDetails: string;
}

/** The name of what a tab holds that asked with `entityTag` and got `answer`. */
export function tagAfter(answer: RelayAnswer, entityTag: string | undefined): ReturnType<EntityTag> | undefined {
  return answer.kind === 'body' ? answer.body.entityTag() : entityTag;
}

/**
 * Puts an answer into a form that can be sent; `entityTag` names what is held now, `isKept` says whether a body will be found in the store
 * that tabs share. `undefined` for what concerns nobody else.
 */
export function toSharedAnswer(
  answer: RelayAnswer,
  entityTag: string | undefined,
  isKept: boolean,
): SharedAnswer | undefined {
  switch (answer.kind) {
    case 'aborted':
      return undefined;
    case 'body':
      return { kind: 'body', body: { ...answer.body, entityTag: entityTag ?? '', isKept } };
    case 'not-modified':
      return entityTag === undefined
        ? undefined
        : { kind: 'not-modified', entityTag, lastModifiedMs: answer.lastModifiedMs };
    default: {
      const { code, message, recoverable } = answer.error;
      return {
        kind: answer.kind,
        code,
        message,
        recoverable,
        retryAfterMs: answer.kind === 'rate-limited' ? answer.retryAfterMs : undefined,
        errorCode: answer.kind === 'rejected' ? answer.errorCode : '',
        errorDetails: answer.kind === 'rejected' ? answer.errorDetails : '',
      };
    }
  }
}

/**
 * The answer as if this tab had asked, holding what `entityTag` names; `undefined` where it says nothing about that: the relay proxy has
 * confirmed something else. `keeps`: this tab reads the store that tabs share.
 */
export function fromSharedAnswer(
  shared: SharedAnswer,
  entityTag: string | undefined,
  keeps: boolean,
): RelayAnswer | undefined {
  switch (shared.kind) {
    case 'not-modified':
      return shared.entityTag === entityTag
        ? { kind: 'not-modified', lastModifiedMs: shared.lastModifiedMs }
        : undefined;
    case 'body':
      if (shared.body.entityTag === entityTag)
        return { kind: 'not-modified', lastModifiedMs: shared.body.lastModifiedMs };
      return {
        kind: 'body',
        body: { ...shared.body, entityTag: () => shared.body.entityTag, isKept: shared.body.isKept && keeps },
      };
    case 'rate-limited':
      return { kind: shared.kind, error: toError(shared), retryAfterMs: shared.retryAfterMs };
    case 'rejected': {
      const { errorCode, errorDetails, kind } = shared;
      return { kind, error: toError(shared), errorCode, errorDetails };
    }
    default:
      return { kind: shared.kind, error: toError(shared) };
  }
}

/** Whether an answer of the relay proxy, shared or not, tells of neither a body nor a confirmation. */
export function isSharedFailure({ kind }: { readonly kind: string }): boolean {
  return kind !== 'body' && kind !== 'not-modified';
}

/** Whether somebody's words are an answer. */
export function isSharedAnswer(value: unknown): value is SharedAnswer {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'not-modified':
      return typeof value['entityTag'] === 'string' && isOptionalNumber(value['lastModifiedMs']);
    case 'body':
      return isRelayBody(value['body']);
    case 'unauthorized':
    case 'forbidden':
    case 'rate-limited':
    case 'rejected':
    case 'failed':
      return (
        areStrings(value, ['code', 'message', 'errorCode', 'errorDetails']) &&
        typeof value['recoverable'] === 'boolean' &&
        isOptionalNumber(value['retryAfterMs'])
      );
    default:
      return false;
  }
}

function isRelayBody(value: unknown): boolean {
  return (
    isRecord(value) &&
    areStrings(value, ['text', 'contentType', 'entityTag', 'url']) &&
    typeof value['isKept'] === 'boolean' &&
    isOptionalNumber(value['lastModifiedMs'])
  );
}

function areStrings(value: { readonly [name: string]: unknown }, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function isOptionalNumber(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && value >= 0);
}

/** As `json/is-record.ts`, which is in a file of its own for visitors: code of both would be a third file, and one more request. */
function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** A fault that another tab met on behalf of all. What that tab runs is another copy of this library, so the brand alone tells whose it is. */
function toError({ code, message, recoverable }: SharedFailure): GoffError {
  const brand = { [Symbol.for('goff-web.error')]: true };
  // Another release may know codes that this one does not; nothing depends on which it is.
  return Object.assign(new Error(message), brand, { name: 'OtherTabError', code, recoverable }) as unknown as GoffError;
}
