import { Attribute, need, Role } from '../attribute';
import { Kind, member, Node } from '../memory/node';
import { Flag, Rule } from './shape';

/**
 * By what a flag distributes its users.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go (GetBucketingKeyValue)
 */

/** Whether the flag cannot do without a key: some rule distributes, even one that a later step brings. */
export function requiresBucketing(flag: Flag): bool {
  if (distributes(flag)) return true;
  for (let step = flag.steps; step; step = step!.nextStep) {
    if (distributes(step)) return true;
  }
  return false;
}

function distributes(flag: Flag): bool {
  if (ruleRequiresBucketing(flag.defaultRule)) return true;
  for (let rule = flag.rules; rule; rule = rule!.next) {
    if (ruleRequiresBucketing(rule)) return true;
  }
  return false;
}

export function ruleRequiresBucketing(rule: Rule | null): bool {
  if (!rule) return false;
  const shares = rule.shares;
  return (shares && shares.count > 0) || rule.progressive != null;
}

/** The attribute where the path of a `bucketingKey` begins. */
export function needBucketingAttribute(path: Node): Attribute {
  return need(Role.CUSTOM, path.text, firstPart(path));
}

function firstPart(path: Node): u32 {
  let length: u32 = 0;
  while (length < path.length && load<u8>(path.text + length) != 0x2e) length++;
  return length;
}

/** What lies at the end of the path; null where it breaks off. */
export function followPath(path: Node, attribute: Attribute): Node | null {
  let value: Node | null = attribute.node;
  const end = path.text + path.length;
  for (let at = path.text + firstPart(path); at < end; ) {
    const start = ++at;
    while (at < end && load<u8>(at) != 0x2e) at++;
    if (!value || value.kind != Kind.OBJECT) return null;
    value = member(value, start, <u32>(at - start));
  }
  return value && value.kind != Kind.ABSENT ? value : null;
}
