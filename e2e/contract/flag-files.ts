/** A flags file, and whether a relay can read it at all. */
export interface FlagFileCase {
  readonly title: string;
  readonly text: string;
  /** `false`: the last good flags stay in force. */
  readonly readable: boolean;
}

const readable = (title: string, text: string): FlagFileCase => ({ title, text, readable: true });
const broken = (title: string, text: string): FlagFileCase => ({ title, text, readable: false });

/** A flag with one more line. */
const flagWith = (line: string): string =>
  `f:\n  variations: { a: 1, b: 2 }\n  defaultRule: { variation: a }\n  ${line}\n`;
const ruled = (rule: string): string => flagWith(`targeting: [${rule}]`);
const defaulted = (rule: string): string => `f:\n  variations: { a: 1, b: 2 }\n  defaultRule: ${rule}\n`;
const varied = (variations: string): string => `f:\n  variations: ${variations}\n  defaultRule: { variation: a }\n`;

const SPELLINGS: readonly FlagFileCase[] = [
  readable('an empty file', ''),
  readable('a comment', '# nothing yet\n'),
  readable('an empty map', '{}'),
  readable('JSON', '{"f": {"variations": {"a": 1}, "defaultRule": {"variation": "a"}}}'),
  readable('an anchor and an alias', 'f: &f\n  variations: { a: 1 }\n  defaultRule: { variation: a }\ng: *f\n'),
  readable(
    'a merge key',
    'f: &f\n  variations: { a: 1 }\n  defaultRule: { variation: a }\ng:\n  <<: *f\n  disable: true\n',
  ),
  readable('a version that looks like a number', flagWith('version: 1.10')),
  readable('a version that looks like a boolean', flagWith('version: True')),
  readable(
    'variations that look like booleans',
    'f:\n  variations: { True: 1, no: 2 }\n  defaultRule: { variation: True }\n',
  ),
  readable(
    'variations that look like numbers',
    'f:\n  variations: { 1.0: 1, 10: 2, 9: 3 }\n  defaultRule: { variation: 1.0 }\n',
  ),
  readable('yes for a boolean', flagWith('trackEvents: yes')),
  readable('off for a boolean', flagWith('disable: off')),
  readable('yes for a value, which is a text', varied('{ a: yes, b: no }')),
  readable(
    'numbers in other notations',
    varied('{ a: 0x1F, b: 0o17, c: 1_000, d: +3, e: .5, f: 017, g: 1e3, h: -0.0 }'),
  ),
  readable('large numbers', varied('{ a: 9007199254740991, b: 1.7976931348623157e308, c: 5e-324 }')),
  readable(
    'a date as metadata',
    flagWith('metadata: { day: 2024-01-02, moment: 2024-01-02T03:04:05.600Z, local: 2024-01-02 03:04:05 }'),
  ),
  readable('nothing for optional fields', flagWith('metadata:\n  targeting:\n  version: ~\n  disable: null')),
  readable('empty collections', flagWith('metadata: {}\n  targeting: []')),
  readable('a text of several lines', varied('\n    a: |\n      one\n      two\n    b: >-\n      three\n      four')),
];

const DROPPED: readonly FlagFileCase[] = [
  readable('no variations', 'f:\n  defaultRule: { variation: a }\n'),
  readable('nothing for a variation', varied('{ a: 1, b: null }')),
  readable('variations of two types', varied('{ a: 1, b: true }')),
  readable('whole and broken numbers, which are one type', varied('{ a: 1, b: 2.5 }')),
  readable('an empty flag', 'f:\n'),
  readable('a default rule without a result', defaulted('{ name: nothing }')),
  readable('a default rule with an unknown variation', defaulted('{ variation: c }')),
  readable('a share of an unknown variation', defaulted('{ percentage: { a: 50, c: 50 } }')),
  readable('shares of nothing', defaulted('{ percentage: { a: 0, b: 0 } }')),
  readable('no shares', defaulted('{ percentage: {} }')),
  readable('shares beside an unknown variation', defaulted('{ variation: c, percentage: { a: 50, b: 50 } }')),
  readable('shares that do not make a hundred', defaulted('{ percentage: { a: 1, b: 2 } }')),
  readable('a rule without a query', ruled('{ variation: b }')),
  readable('a switched-off rule without anything', ruled('{ disable: true }')),
  readable('a query for the default rule, which nobody reads', defaulted('{ variation: a, query: "((((" }')),
  readable(
    'two rules of one name',
    ruled('{ name: r, query: a eq 1, variation: b }, { name: r, query: a eq 2, variation: b }'),
  ),
  readable('two rules without a name', ruled('{ query: a eq 1, variation: b }, { query: a eq 2, variation: b }')),
  readable(
    'a progressive rollout',
    defaulted(
      '{ progressiveRollout: { initial: { variation: a, date: 2024-01-01T00:00:00Z }, end: { variation: b, percentage: 100, date: 2024-02-01T00:00:00Z } } }',
    ),
  ),
  readable(
    'a progressive rollout that goes backwards',
    defaulted(
      '{ progressiveRollout: { initial: { variation: a, percentage: 80, date: 2024-01-01T00:00:00Z }, end: { variation: b, percentage: 20, date: 2024-02-01T00:00:00Z } } }',
    ),
  ),
  readable(
    'a progressive rollout to an unknown variation',
    defaulted(
      '{ progressiveRollout: { initial: { variation: a, date: 2024-01-01T00:00:00Z }, end: { variation: c, percentage: 100, date: 2024-02-01T00:00:00Z } } }',
    ),
  ),
];

/** Queries of a targeting rule: a relay leaves a flag out whose query it cannot read. */
const QUERIES: readonly string[] = [
  'key eq "a"',
  'key eq a',
  'key == "a" and age >= 18 or not (admin eq true)',
  'not key pr',
  'not (key pr)',
  'email co "@" and',
  'and email co "@"',
  'key',
  'key eq',
  'eq "a"',
  '((((',
  '(key eq "a"',
  'key eq "a")',
  'key eq "a" garbage',
  'key in []',
  'key in ["a", 1]',
  'key in ["a", "b"',
  'version ge 10.0.0-10',
  'key eq 1.2.3.4',
  'rate gt 1e5',
  'key EQ "a" AND key NE "b"',
  'a.b.c eq null',
  ' key eq "a" ',
  '',
  '   ',
  '{"==": [{"var": "key"}, "a"]}',
  '{"unknown": [1]}',
  '{"==": [1, 1]',
  '{}',
  '{"var": "key", "and": []}',
];

const BROKEN: readonly FlagFileCase[] = [
  broken('no YAML', 'f: {\n'),
  broken('a tab for indentation', 'f:\n\tvariations: {}\n'),
  broken('one key twice', `${defaulted('{ variation: a }')}f: {}\n`),
  broken('a list of flags', '- f\n'),
  broken('a text', 'flags'),
  broken('a flag that is a text', 'f: on\n'),
  broken('variations that are a list', varied('[1, 2]')),
  broken('a share that is a text', defaulted('{ percentage: { a: half } }')),
  broken('a boolean that is a text', flagWith('disable: sometimes')),
  broken('a boolean that is a number', flagWith('trackEvents: 1')),
  broken('a date that is a text', flagWith('experimentation: { start: tomorrow }')),
  broken('a date that no calendar has', flagWith('experimentation: { start: 2030-06-31T08:00:00Z }')),
  broken('an hour that no clock has', flagWith('experimentation: { start: "2030-06-30T24:00:00Z" }')),
  broken('an offset of 25 hours', flagWith('experimentation: { start: 2030-06-30T08:00:00+25:00 }')),
  broken('a date in quotes without an offset', flagWith('experimentation: { start: "2030-01-31T08:00:00" }')),
  broken('a version that is a map', flagWith('version: { major: 1 }')),
  broken('metadata that is a list', flagWith('metadata: [1]')),
  broken('an alias to nothing', 'f: *nobody\n'),
];

export const FLAG_FILES: readonly FlagFileCase[] = [
  ...SPELLINGS,
  ...DROPPED,
  ...QUERIES.map((query) =>
    readable(`the query ${JSON.stringify(query)}`, ruled(`{ query: ${JSON.stringify(query)}, variation: b }`)),
  ),
  ...BROKEN,
];
