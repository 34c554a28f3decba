import { type Answer, structAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

/** `POST /admin/v1/retriever/refresh`: reads the flags again, now. */
export async function retrieverRefresh(request: RelayRequest, state: RelayState): Promise<Answer> {
  return withFlagSet(request, state, async (flagSet) => {
    const refreshed = await state.refresh(flagSet.name);
    return structAnswer(200, [['refreshed', refreshed]]);
  });
}
