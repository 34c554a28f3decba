import type { Hook, Logger } from '@openfeature/web-sdk';
import { type ContextLike, snapshotContext } from '../context/snapshot-context.ts';
import type { Platform } from '../platform/platform.ts';
import type { RelayAnswer } from '../relay/relay-answer.ts';
import { digestContext } from '../snapshot/digest-context.ts';
import type { UsableSnapshot } from '../snapshot/read-snapshot.ts';
import type { StorageChoice } from '../storage/application-store.ts';
import { storagePrefix } from '../storage/storage-key.ts';
import type { StreamState } from '../stream/change-watch.ts';
import type { Courier } from './courier.ts';
import { createEventsEncoder } from './encode-events.ts';
import { createEventRecorder } from './event-recorder.ts';
import { completeMetadata, type ExporterMetadata } from './exporter-metadata.ts';
import { createExposureHook, type FlagEvidence } from './exposure-hook.ts';
import { createSendBatch, type SendBatchOptions } from './send-batch.ts';
import { createSendPlainly } from './send-plainly.ts';

/** What a collector is made from. */
export interface EventCollectorOptions extends SendBatchOptions {
  readonly source: 'INPROCESS' | 'PROVIDER_CACHE';
  readonly evidenceOf: (flagKey: string) => FlagEvidence | undefined;
  readonly exporterMetadata: ExporterMetadata;
  readonly exposureWindowMs: number;
  /** What the page began with: it names exposures that the server has recorded. */
  readonly bootstrap?: UsableSnapshot | undefined;
  readonly flushIntervalMs: number;
  readonly maxPendingEvents: number;
  readonly timeoutMs: number;
  readonly disableDataCollection: boolean;
  readonly storage: StorageChoice;
  readonly logger: Logger;
  /** Told when the device's store has failed. */
  readonly onStorageFault: (error?: unknown) => void;
  /** Deletes what is kept on this device for the same key besides events, and keeps nothing more until the next start. Never rejects. */
  readonly forgetRest: () => Promise<unknown>;
}

/**
 * Records evaluations and tracked events between a start and a close, and brings them to the relay proxy. This half records; a courier,
 * loaded right after the start, does the rest. Nothing here throws or rejects.
 */
export interface EventCollector {
  /** The hooks of the provider: none while nothing may be collected. */
  readonly hooks: Hook[];
  start(): void;
  track(name: string, context: ContextLike, details: object | undefined): void;
  /** Takes note of an answer of the relay proxy that the events go to. */
  note(answer: RelayAnswer): void;
  /** Takes note of what has become of the change stream of that relay proxy. */
  noteStream(state: StreamState): void;
  /** Every exposure counts as changed from now on. */
  forgetWindow(): void;
  /** Sends everything now. Resolves when it has been sent, or could not be. */
  flush(): Promise<void>;
  /** Collects, or does not. Switched off, everything that waits is deleted, on the device as well. */
  setEnabled(isEnabled: boolean): Promise<void>;
  /** The key is another one: what waits is sent with it. */
  rekey(): void;
  /** Deletes everything that waits, and what {@link EventCollectorOptions.forgetRest} deletes, in all tabs. They keep nothing until their next start. */
  forget(): Promise<void>;
  /** Sends what waits, for a few seconds at most; the rest stays on the device. */
  close(): Promise<void>;
}

/** A page that crashes takes along what has not left it, so records wait no longer than this for a courier that is on its way. */
const EARLY_MS = 100;

/** Makes an {@link EventCollector}. */
export function createEventCollector(options: EventCollectorOptions, platform: Platform): EventCollector {
  const { logger } = options;
  const { clock, page, random } = platform;
  const send = createSendBatch(options, platform);
  const encode = createEventsEncoder(newPageId(), options.source, completeMetadata(options.exporterMetadata));
  const recorder = createEventRecorder({
    now: () => clock.now(),
    limit: 2 * options.maxPendingEvents,
    exposureWindowMs: options.exposureWindowMs,
    exposedAt(context, key, variation) {
      const { bootstrap } = options;
      const isSame = bootstrap?.answers.get(key)?.variant === variation && digestContext(context) === bootstrap.context;
      return isSame && applied < 2 ? bootstrap.exposed.get(key) : undefined;
    },
    onFirst() {
      if (courier) courier.onFirst();
      else clock.schedule(() => loading && !courier && void sendPlainly(true), EARLY_MS);
    },
  });
  const sendPlainly = createSendPlainly({ clock, encode, recorder, send, onPutBack });
  const hooks: Hook[] = [createExposureHook(recorder, options.evidenceOf)];
  let isEnabled = !options.disableDataCollection;
  /** Configurations since the page began; the first is the one that the server had, as far as anybody knows. */
  let applied = 0;
  let isRunning = false;
  /** Counts closes: what belongs to the time before one changes nothing. */
  let run = 0;
  let courier: Courier | undefined;
  let loading: Promise<void> | undefined;
  let cancelPage = (): void => undefined;
  /** What a courier that is still being loaded will want to know. */
  let lastNote: Parameters<Courier['note']> | undefined;
  let lastStream: StreamState | undefined;

  function newPageId(): string {
    return random().toString(36).slice(2);
  }

  function owner(): string {
    return `${storagePrefix(options.endpoint, options.apiKey())}events`;
  }

  function onPutBack(): void {
    lastNote = [false, clock.now()];
    // It may have come meanwhile, and waits to be told.
    courier?.onFirst();
  }

  /** Where there is no courier: sends what is sure to arrive, and leaves the rest to the next page; what cannot be left is sent all the same. */
  function leave(): void {
    const isSure = lastNote?.[0] === true && lastStream !== 'lost';
    if (isSure) void sendPlainly(true);
    const rest = recorder.take();
    const text = encode(rest).join('\n');
    if (text !== '' && platform.leaveText?.(options.storage, `${owner()}/${newPageId()}`, text) === true) return;
    recorder.putBack(rest);
    if (!isSure) void sendPlainly(true);
  }

  function load(): Promise<void> {
    loading ??= loadCourier().catch((error: unknown) => {
      logger.debug('No courier.', error);
      loading = undefined;
    });
    return loading;
  }

  async function loadCourier(): Promise<void> {
    const mine = run;
    const create = await platform.loadCourier(options.storage);
    // Closed meanwhile, and perhaps started again.
    if (mine !== run) return;
    cancelPage();
    courier = create({
      ...options,
      clock,
      page,
      random,
      recorder,
      encode,
      send,
      owner,
      newPageId,
      lastNote,
      lastStream,
    });
  }

  async function flush(): Promise<void> {
    if (!isRunning || !isEnabled) return;
    await load();
    await (courier?.flush() ?? sendPlainly(false));
  }

  /** Where there is no courier, this is what happens from time to time. */
  async function begin(): Promise<void> {
    const mine = run;
    await load();
    if (!isEnabled) await courier?.forget(false);
    if (courier === undefined) await flush();
    if (courier !== undefined || mine !== run) return;
    clock.schedule(() => {
      if (mine === run) void begin();
    }, options.flushIntervalMs);
  }

  async function close(): Promise<void> {
    cancelPage();
    const closing = courier;
    const wasRunning = isRunning;
    isRunning = false;
    run += 1;
    courier = undefined;
    loading = undefined;
    await (closing?.close() ?? (wasRunning && sendPlainly(true).then(leave)));
  }

  return {
    get hooks() {
      return isRunning && isEnabled ? hooks : [];
    },
    start() {
      if (isRunning) return;
      isRunning = true;
      const cancel = page?.listen((event) => {
        if (event === 'offline') lastNote = [false, clock.now()];
        if (event === 'hidden' || event === 'left') leave();
      });
      if (cancel !== undefined) cancelPage = cancel;
      void begin();
    },
    track(name, context, details) {
      if (!isRunning || !isEnabled) return;
      let copied: unknown;
      try {
        copied = structuredClone(details);
      } catch {
        logger.warn('track(): functions are left out.');
        copied = snapshotContext(details as ContextLike);
      }
      recorder.tracked(snapshotContext(context), name, copied);
    },
    note({ kind }) {
      if (kind === 'aborted') return;
      lastNote = [kind === 'body' || kind === 'not-modified', clock.now()];
      courier?.note(...lastNote);
    },
    noteStream(state) {
      lastStream = state;
      courier?.noteStream(state);
    },
    forgetWindow() {
      applied += 1;
      recorder.forgetWindow();
    },
    flush,
    async setEnabled(next) {
      const isChanged = isEnabled !== next;
      isEnabled = next;
      if (!isChanged || !isRunning) return;
      recorder.take();
      await load();
      await (next ? courier?.resume() : courier?.forget(false));
    },
    rekey: () => courier?.rekey(),
    async forget() {
      recorder.take();
      const rest = options.forgetRest();
      await load();
      await courier?.forget(true);
      if (!isRunning) await close();
      await rest;
    },
    close,
  };
}
