import { Detail } from './answer';
import { Outcome } from './flag/shape';
import { write, writeBytes } from './json/print';

/** Writes what is wrong and what to do about it, for humans. */
export function describe(outcome: Outcome): void {
  switch (outcome.detail) {
    case Detail.NOT_JSON:
      write('the evaluation input is not valid JSON');
      break;
    case Detail.WRONG_TYPE:
      write('a field of the flag or of the evaluation input has the wrong type, or a date is not RFC 3339');
      break;
    case Detail.TOO_DEEP:
      write('maximum nesting depth exceeded: the input, a query or a rule has more than 192 levels');
      break;
    case Detail.NO_MEMORY:
      write('the input needs more memory than the engine can have');
      break;
    case Detail.BAD_INPUT:
      write('the address of the evaluation input lies outside of the memory');
      break;
    case Detail.PANIC:
      write('a scheduled step changes a default rule or a progressive rollout that the flag does not have');
      break;
    case Detail.UNPRINTABLE_DATE:
      write('a date of the flag has an offset of 24 hours');
      break;
    case Detail.NO_TARGETING_KEY:
      write('the flag distributes its users and the evaluation context has no targetingKey');
      break;
    case Detail.NO_BUCKETING_KEY:
      write('the evaluation context has nothing at bucketingKey ');
      writeSubject(outcome);
      break;
    case Detail.EMPTY_BUCKETING_KEY:
      write('the flag distributes its users and the evaluation context has an empty string at bucketingKey ');
      writeSubject(outcome);
      break;
    case Detail.BAD_BUCKETING_KEY:
      write('the evaluation context has no string at bucketingKey ');
      writeSubject(outcome);
      break;
    case Detail.NO_KEY_FOR_RULE:
      write('a rule distributes its users and the evaluation context has no targetingKey');
      break;
    case Detail.NO_DEFAULT_RULE:
      write('the flag has no default rule');
      break;
    case Detail.NO_VARIATION:
      write('the rule has no variation');
      break;
    case Detail.NO_SHARE:
      write('the percentages of the rule cover no variation for this user');
      break;
    case Detail.BAD_PROGRESSIVE:
      write('the progressive rollout needs initial and end with a variation and a date each, the end after the beginning');
      break;
  }
}

function writeSubject(outcome: Outcome): void {
  const subject = outcome.subject;
  if (subject) writeBytes(subject.text, subject.length);
}
