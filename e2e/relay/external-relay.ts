import type { Relay } from './relay.ts';

/** Names the relay proxy that tests and the demo use instead of starting one. */
export const EXTERNAL_URL_VARIABLE = 'GOFF_RELAY_URL';

/** Its administration key, where it is known. */
export const EXTERNAL_ADMIN_KEY_VARIABLE = 'GOFF_RELAY_ADMIN_KEY';

/** Something was asked of a relay proxy that runs elsewhere. */
export class ExternalRelayError extends Error {
  override readonly name = 'ExternalRelayError';

  constructor(wish: string, url: string) {
    super(
      `cannot ${wish}: the relay proxy at ${url} runs elsewhere (${EXTERNAL_URL_VARIABLE}). ` +
        `Unset ${EXTERNAL_URL_VARIABLE} to have one started here.`,
    );
  }
}

/** The relay proxy at the given address, as it is: nobody here can write its files or stop it. */
export function externalRelay(address: string, adminKey: string): Relay {
  const url = address.replace(/\/+$/, '');
  const cannot = (wish: string) => () => Promise.reject(new ExternalRelayError(wish, url));
  const close = () => Promise.resolve();
  return {
    url,
    kind: 'external',
    adminKey,
    writeFlags: cannot('write flags'),
    featureEvents: cannot('read the exported feature events'),
    trackingEvents: cannot('read the exported tracking events'),
    log: cannot('read the log'),
    stop: cannot('stop'),
    start: cannot('start'),
    pause: cannot('pause'),
    resume: cannot('resume'),
    close,
    [Symbol.asyncDispose]: close,
  };
}
