import { type Answer, messageAnswer } from '../http/answer.ts';
import type { FaultPlan } from './faults.ts';

/** The answer that a fault puts in place of the handler's, or `undefined` where the handler is asked. */
export function answerInstead(plan: FaultPlan): Answer | undefined {
  if (plan.unauthorized === true) return messageAnswer(401, 'code=401, message=Unauthorized');
  if (plan.wrongType === true) {
    return {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in</title>\n',
    };
  }
  if (plan.status === undefined) return undefined;
  const retryAfter: Record<string, string> =
    plan.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(plan.retryAfterSeconds) };
  return messageAnswer(plan.status, `fault on demand: ${plan.status}`, retryAfter);
}

/** The first half of an answer's body. */
export function halfOf(answer: Answer): Buffer {
  const body = Buffer.from(answer.body);
  return body.subarray(0, Math.floor(body.length / 2));
}
