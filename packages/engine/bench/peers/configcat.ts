import { createConsoleLogger, getClient, type IUser, LogLevel, PollingMode } from '@configcat/sdk/node';
import type { Peer, Subject } from '../subject.ts';

const SDK_KEY = `configcat-sdk-1/${'a'.repeat(22)}/${'b'.repeat(22)}`;

export const peer: Peer = {
  async load(configuration): Promise<Subject> {
    const cached = `${Date.now()}\n"etag"\n${configuration}`;
    const client = getClient(SDK_KEY, PollingMode.ManualPoll, {
      cache: { get: () => cached, set: () => {} },
      offline: true,
      logger: createConsoleLogger(LogLevel.Off),
    });
    await client.getValueAsync('flag-0', false);
    const snapshot = client.snapshot();
    let user: IUser = { identifier: '' };
    return {
      // Numbers stay numbers there, booleans have to be texts.
      use({ targetingKey, country, beta, ...custom }): void {
        user = {
          identifier: targetingKey,
          country: String(country),
          custom: { ...custom, beta: String(beta) },
        };
      },
      evaluate: (flagKey) => snapshot.getValue(flagKey, false, user),
    };
  },
};
