import { OpenFeature } from '@openfeature/web-sdk';

interface User {
  readonly id: string;
  readonly email: string;
  readonly plan: string;
}

/** Makes `user` the one whose flags are shown. */
export async function logIn(user: User): Promise<void> {
  // #region use
  await OpenFeature.setContext({ targetingKey: user.id, email: user.email, plan: user.plan });
  // #endregion use
}
