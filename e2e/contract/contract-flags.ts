/**
 * Flags whose text tests the writing as much as the deciding: characters that Go escapes, keys in an order that JavaScript would change,
 * spellings that YAML could lose, unknown fields, invalid flags that a relay leaves out.
 */
export const CONTRACT_FLAGS: string = `
flag-only-for-admin:
  variations: { enabled: true, disabled: false }
  targeting:
    - name: admins
      query: admin eq true and email ew "@gofeatureflag.org"
      variation: enabled
  defaultRule: { variation: disabled }
  metadata: { description: "a <b>bold</b> & plain text", "10": ten, "9": nine, since: 2024-01-02, rate: 1.50 }
text-escapes:
  variations: { A: "x<y>&z\\u2028é漢😀\\b\\f\\n\\t\\u0001\\"", B: plain }
  defaultRule: { variation: A }
  version: 1.10
numbers:
  variations: { True: 100.0, False: 1e-7, Large: 1e21 }
  defaultRule: { percentage: { True: 40, False: 30, Large: 30 } }
  trackEvents: no
object:
  variations: { one: { k: 1, "2": [1, null, { z: true, a: "" }], "10": {} }, two: {} }
  defaultRule: { variation: one }
list:
  variations: { short: [], long: [pro, 1, 2.5] }
  targeting: [{ query: 'plan in ["pro", "team"]', variation: long }]
  defaultRule: { variation: short }
switched-off:
  variations: { on: true, off: false }
  defaultRule: { variation: on }
  disable: true
switched-off-rollout:
  variations: { on: true, off: false }
  defaultRule: { percentage: { on: 50, off: 50 } }
  disable: true
half:
  variations: { on: true, off: false }
  defaultRule: { percentage: { on: 50, off: 50 } }
by-company:
  variations: { on: true, off: false }
  bucketingKey: company.id
  targeting: [{ query: company.size gt 100, percentage: { on: 33, off: 67 } }]
  defaultRule: { variation: off }
enriched:
  variations: { here: yes-here, elsewhere: elsewhere }
  targeting: [{ query: environment eq "contract", variation: here }]
  defaultRule: { variation: elsewhere }
json-logic:
  variations: { on: true, off: false }
  targeting: [{ query: '{"==": [{"var": "plan"}, "pro"]}', variation: on }]
  defaultRule: { variation: off }
scheduled:
  variations: { before: 1, after: 2 }
  defaultRule: { variation: before }
  scheduledRollout:
    - date: 2020-01-01T00:00:00.120+02:00
      defaultRule: { variation: after }
      targeting: []
    - date: 2199-12-31
      variations: { later: 3 }
      defaultRule: { variation: later }
experiment-over:
  variations: { on: true, off: false }
  defaultRule: { variation: on }
  experimentation: { start: 2020-01-01T00:00:00+00:00, end: 2021-05-06 }
unknown-fields:
  variations: { on: true }
  defaultRule: { variation: on, nobody: knows }
  owner: somebody
"with space/and slash":
  variations: { on: true }
  defaultRule: { variation: on }
toString:
  variations: { on: true }
  defaultRule: { variation: on }
left-out-mixed-types:
  variations: { number: 1, text: one }
  defaultRule: { variation: number }
left-out-no-default:
  variations: { on: true }
left-out-unreadable-query:
  variations: { on: true, off: false }
  targeting: [{ query: "((((", variation: on }]
  defaultRule: { variation: off }
left-out-unknown-variation:
  variations: { on: true }
  defaultRule: { variation: nowhere }
`;

/** The flags of a second flag set. */
export const OTHER_FLAGS: string = `
only-here:
  variations: { on: true, off: false }
  defaultRule: { variation: on }
`;

/** An edit of {@link CONTRACT_FLAGS} that adds, changes and deletes a flag. */
export const EDITED_FLAGS: string = CONTRACT_FLAGS.replace('B: plain', 'B: edited')
  .replace('toString:', 'added-flag:')
  .trimStart();

/** A user who meets the targeting rules. */
export const ADMIN = {
  targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002',
  email: 'john.doe@gofeatureflag.org',
  admin: true,
  anonymous: false,
  age: 30,
  rate: 3.14,
  plan: 'pro',
  labels: ['pro', 'beta'],
  company: { id: 'company-7', size: 120 },
} as const;
