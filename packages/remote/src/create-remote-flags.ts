import {
  digestContext,
  type FlagEvidence,
  type GoffError,
  type HandedOut,
  isSameContext,
  type ProviderInput,
  type RefreshVerdict,
  type RelayAnswer,
  type RelayBody,
  RelayBodyInvalidError,
  resolvePrepared,
  sha1OfText,
  toFailedResolution,
  UNKNOWN_RETRY_AFTER_MS,
  writeSnapshot,
} from '@goff-web/internal';
import type { EvaluationContext } from '@openfeature/core';
import { changedFlags, isSameAsSnapshot } from './answers/changed-flags.ts';
import { type ContextAnswers, createContextAnswers } from './answers/context-answers.ts';
import { parseBulkAnswers } from './answers/parse-bulk-answers.ts';
import { lowerContext } from './context/lower-context.ts';
import type { HeldContext } from './held-context.ts';
import type { RemoteFlags, RemoteFlagsParts } from './remote-flags.ts';

/** So long a request waits at most for what is stored on this device; a device can be slow, or never answer. */
const HEAD_START_MS = 100;
const CONFIRM_STORED_AFTER_MS = 60 * 60 * 1_000;
const UNTRACKED: FlagEvidence = { trackEvents: false, version: undefined };
const FAILED: RefreshVerdict = { kind: 'failed' };
const REFUSED: RefreshVerdict = { kind: 'refused' };

/** Makes {@link RemoteFlags}. */
export function createRemoteFlags(parts: RemoteFlagsParts): RemoteFlags {
  const { lifecycle, logger, recent } = parts;
  const handedOut: HandedOut = new Map();
  /** Until the relay proxy itself has answered for its context. */
  let { bootstrap } = parts;
  let held = hold({});
  /** Until then the relay proxy wants no requests, for any context. */
  let quiet: { readonly untilMs: number; readonly error: GoffError } | undefined;
  const updates = parts.createUpdates(attempt);

  function hold(context: EvaluationContext): HeldContext {
    const lowered = lowerContext(context, parts.flagList, parts.metadata);
    return {
      source: { ...context },
      lowered,
      restored: Promise.resolve(),
      answers: recall(lowered.name) ?? fromBootstrap(context),
      body: undefined,
      kept: undefined,
      doubted: false,
    };
  }

  function recall(name: string): ContextAnswers | undefined {
    const known = recent.get(name);
    return known && createContextAnswers(known.byKey, known.entityTag, true, handedOut);
  }

  function fromBootstrap(context: EvaluationContext): ContextAnswers | undefined {
    if (bootstrap === undefined || digestContext(context) !== bootstrap.context) return undefined;
    return createContextAnswers(bootstrap.answers, undefined, false, handedOut);
  }

  async function restore(asked: HeldContext): Promise<void> {
    const body = await parts.cache()?.read(asked.lowered.name);
    if (body === undefined || asked !== held || asked.answers !== undefined) return;
    const parsed = parseBulkAnswers(body.body, '');
    if (parsed.kind === 'invalid') return;
    asked.body = body;
    asked.kept = createContextAnswers(parsed.answers, body.entityTag, true, handedOut);
    if (parts.cacheMode === 'local-cache-first') serveKept(asked);
  }

  function serveKept(asked: HeldContext): void {
    if (asked.kept === undefined || asked.answers !== undefined) return;
    asked.answers = asked.kept;
    lifecycle.dispatch({ type: 'restored' });
  }

  async function attempt(signal: AbortSignal): Promise<RefreshVerdict> {
    const asked = held;
    await new Promise<void>((resolve) => {
      const cancel = parts.later(resolve, HEAD_START_MS);
      void asked.restored.finally(cancel).then(resolve);
    });
    if (signal.aborted) return FAILED;
    const entityTag = (asked.answers ?? asked.kept)?.entityTag;
    const { name, wire } = asked.lowered;
    const subject = sha1OfText(name);
    const answer = await updates.ask({ subject, entityTag, signal }, () => evaluate(wire, entityTag, signal));
    if (answer.kind !== 'body') return signal.aborted ? FAILED : judge(asked, answer);
    const tag = await answer.body.entityTag();
    return signal.aborted ? FAILED : accept(asked, answer.body, tag);
  }

  async function evaluate(...question: Parameters<RemoteFlagsParts['evaluate']>): Promise<RelayAnswer> {
    const quietMs = quiet === undefined ? 0 : quiet.untilMs - parts.now();
    if (quiet === undefined || quietMs <= 0) return parts.evaluate(...question);
    return { kind: 'rate-limited', error: quiet.error, retryAfterMs: quietMs };
  }

  function judge(asked: HeldContext, answer: Exclude<RelayAnswer, { readonly kind: 'body' }>): RefreshVerdict {
    switch (answer.kind) {
      case 'not-modified':
        return confirm(asked);
      case 'unauthorized':
      case 'forbidden': {
        if (answer.kind === 'unauthorized') void parts.cache()?.drop();
        // In front of a relay proxy that has answered before, a gateway's 403 is a fault like any other.
        else if (lifecycle.state.serving) return fail(asked, answer.kind, answer.error);
        asked.kept = undefined;
        fail(asked, answer.kind, answer.error);
        return REFUSED;
      }
      case 'rate-limited':
        quiet = { untilMs: parts.now() + (answer.retryAfterMs ?? UNKNOWN_RETRY_AFTER_MS), error: answer.error };
        fail(asked, 'failed', answer.error);
        return { kind: 'rate-limited', retryAfterMs: answer.retryAfterMs };
      case 'rejected':
      case 'failed':
        fail(asked, 'failed', answer.error);
        return answer.error.recoverable ? FAILED : REFUSED;
      case 'aborted':
        return FAILED;
    }
  }

  function confirm(asked: HeldContext): RefreshVerdict {
    const known = asked.answers ?? asked.kept;
    if (known !== undefined) {
      asked.answers = known.stored ? createContextAnswers(known.byKey, known.entityTag, false, handedOut) : known;
      recent.set(asked.lowered.name, asked.answers);
    }
    asked.doubted = false;
    const nowMs = parts.now();
    if (asked.body !== undefined && nowMs - asked.body.savedAtMs > CONFIRM_STORED_AFTER_MS) {
      asked.body = { ...asked.body, savedAtMs: nowMs };
      void parts.cache()?.write(asked.lowered.name, asked.body);
    }
    lifecycle.dispatch({ type: 'refreshed' });
    return { kind: 'refreshed' };
  }

  function accept(asked: HeldContext, body: RelayBody, entityTag: string): RefreshVerdict {
    const parsed = parseBulkAnswers(body.text, body.contentType);
    if (parsed.kind === 'invalid') return fail(asked, 'failed', new RelayBodyInvalidError(body.url, parsed.problem));
    const before = asked.answers ?? asked.kept;
    // A flags file that is being rewritten looks like one without flags.
    if (parsed.answers.size === 0 && before !== undefined && before.byKey.size > 0 && !asked.doubted) {
      asked.doubted = true;
      return { kind: 'unconfirmed' };
    }
    if (parsed.answers.size === 0 && before === undefined) logger.warn(`No flags at ${body.url}.`);
    const served = asked.answers;
    asked.doubted = false;
    asked.answers = createContextAnswers(parsed.answers, entityTag, false, handedOut);
    asked.body = { body: body.text, entityTag, lastModifiedMs: undefined, savedAtMs: parts.now() };
    recent.set(asked.lowered.name, asked.answers);
    if (served?.entityTag === undefined && served !== undefined) bootstrap = undefined;
    if (body.isKept !== true) void parts.cache()?.write(asked.lowered.name, asked.body);
    lifecycle.dispatch({ type: 'refreshed' });
    parts.onApplied();
    if (served === undefined) return { kind: 'refreshed' };
    const isSame = served.entityTag === undefined ? isSameAsSnapshot : undefined;
    const changed = changedFlags(served.byKey, parsed.answers, isSame);
    lifecycle.tellChanged(changed);
    return { kind: 'refreshed', changed: changed.length > 0 };
  }

  function fail(asked: HeldContext, cause: FailureCause, fault: Error): RefreshVerdict {
    serveKept(asked);
    const before = lifecycle.state.status;
    lifecycle.fail(fault, cause);
    // A change of context that fails is an ERROR to the SDK, whatever the rejection says; it is told better once it has finished.
    const after = lifecycle.state.status;
    if (before === 'reconciling' && after === 'fatal') {
      parts.later(() => lifecycle.dispatch({ type: 'context-replaced' }), 0);
    }
    return FAILED;
  }

  function replace(context: EvaluationContext): Promise<void> | undefined {
    const next = hold(context);
    const { awaited } = lifecycle;
    const isSame = next.lowered.name === held.lowered.name;
    // It is being asked for. To begin anew each time would leave one unanswered that is set again and again.
    if (isSame && awaited !== undefined) return awaited;
    if (isSame && held.answers !== undefined) {
      lifecycle.dispatch({ type: 'context-replaced' });
      void updates.refresh();
      return undefined;
    }
    held = next;
    if (next.answers !== undefined) {
      lifecycle.dispatch({ type: 'restored' });
      lifecycle.dispatch({ type: 'context-replaced' });
      void updates.restart();
      return undefined;
    }
    // Calls that a newer context overtakes share the newer one's outcome: the SDK believes whichever promise settles last.
    next.restored = restore(next);
    void updates.restart();
    return awaited ?? lifecycle.await({ type: 'context-awaited' });
  }

  return {
    start(context) {
      if (lifecycle.state.open) return replace(context) ?? Promise.resolve();
      held = hold(context);
      const started = lifecycle.await({ type: 'started' });
      if (held.answers === undefined) {
        if (bootstrap !== undefined) logger.warn('"bootstrap" is of another context.');
        held.restored = restore(held);
      } else {
        lifecycle.dispatch({ type: 'restored' });
        lifecycle.announce();
      }
      void updates.start();
      return started;
    },
    setContext: (context) => (lifecycle.state.open ? replace(context) : undefined),
    resolve(flagKey, type, defaultValue, context) {
      const holds =
        isSameContext(held.source, context) ||
        lowerContext(context, parts.flagList, parts.metadata).name === held.lowered.name;
      if (!holds || held.answers === undefined) {
        const { lastError, state } = lifecycle;
        const code = state.status === 'fatal' ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY';
        const why = lastError ? ` ${lastError.message}` : '';
        return toFailedResolution(defaultValue, code, `There are no answers for this context yet.${why}`);
      }
      const prepared = held.answers.find(flagKey);
      if (prepared === undefined) {
        return toFailedResolution(defaultValue, 'FLAG_NOT_FOUND', `There is no flag "${flagKey}".`);
      }
      return resolvePrepared(flagKey, type, defaultValue, prepared);
    },
    snapshot() {
      if (held.answers === undefined) return undefined;
      return writeSnapshot(held.lowered.own, held.answers.byKey);
    },
    evidenceOf: (flagKey) =>
      held.answers?.byKey === bootstrap?.answers && bootstrap?.untracked.has(flagKey) === true ? UNTRACKED : undefined,
    refresh: () => updates.refresh(),
    renew: () => {
      recent.clear();
      quiet = undefined;
      return updates.rekey();
    },
    forget() {
      recent.clear();
      bootstrap = undefined;
    },
    close() {
      updates.stop();
      lifecycle.dispatch({ type: 'closed' });
      held = hold({});
      held.answers = undefined;
      handedOut.clear();
      quiet = undefined;
    },
  };
}

type FailureCause = Extract<ProviderInput, { readonly type: 'refresh-failed' }>['cause'];
