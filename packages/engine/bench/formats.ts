import { type FlagShape, PLANS, workload } from './workload.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const each = (shape: (flag: FlagShape, key: string) => Json): { readonly [key: string]: Json } =>
  Object.fromEntries(Array.from(workload(), ([key, flag]) => [key, shape(flag, key)]));
const hasRule = (flag: FlagShape): boolean => flag.startsWith('rule');
const hasRollout = (flag: FlagShape): boolean => flag.endsWith('rollout');

/** The relay proxy's answer to in-process providers. */
export function goFeatureFlag(): Json {
  const query = `country eq "FR" and plan in [${PLANS.map((plan) => `"${plan}"`).join(',')}]`;
  const outcome = (flag: FlagShape): { readonly [key: string]: Json } =>
    hasRollout(flag) ? { percentage: { on: 50, off: 50 } } : { variation: 'on' };
  return {
    flags: each((flag) => ({
      variations: { on: true, off: false },
      ...(hasRule(flag) ? { targeting: [{ query, ...outcome(flag) }] } : {}),
      defaultRule: hasRule(flag) ? { variation: 'off' } : outcome(flag),
    })),
  };
}

/** A features map. */
export function growthBook(): Json {
  return each((flag) => ({
    defaultValue: false,
    rules: [
      {
        force: true,
        ...(hasRule(flag) ? { condition: { country: 'FR', plan: { $in: PLANS } } } : {}),
        ...(hasRollout(flag) ? { coverage: 0.5, hashAttribute: 'id' } : {}),
      },
    ],
  }));
}

/** A flag definition file. */
export function flagd(): Json {
  const condition = { and: [{ '==': [{ var: 'country' }, 'FR'] }, { in: [{ var: 'plan' }, PLANS] }] };
  const rollout = {
    fractional: [
      ['on', 50],
      ['off', 50],
    ],
  };
  return {
    flags: each((flag) => ({
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: flag === 'static' ? 'on' : 'off',
      ...(flag === 'static'
        ? {}
        : { targeting: hasRule(flag) ? { if: [condition, hasRollout(flag) ? rollout : 'on', 'off'] } : rollout }),
    })),
  };
}

/** A data file, schema 2. */
export function featurevisor(): Json {
  const conditions = [
    { attribute: 'country', operator: 'equals', value: 'FR' },
    { attribute: 'plan', operator: 'in', value: PLANS },
  ];
  return {
    schemaVersion: '2',
    revision: '1',
    segments: { french: { key: 'french', conditions } },
    features: each((flag, key) => ({
      key,
      hash: key,
      bucketBy: 'userId',
      traffic: [
        {
          key: '1',
          segments: hasRule(flag) ? 'french' : '*',
          percentage: hasRollout(flag) ? 50_000 : 100_000,
          allocation: [],
        },
      ],
    })),
  };
}

/** Config JSON, version 6. */
export function configCat(): Json {
  const TEXT_EQUALS = 28;
  const TEXT_IS_ONE_OF = 0;
  const on = { v: { b: true }, i: 'on' };
  const off = { v: { b: false }, i: 'off' };
  const rollout = [
    { p: 50, ...on },
    { p: 50, ...off },
  ];
  const c = [{ u: { a: 'Country', c: TEXT_EQUALS, s: 'FR' } }, { u: { a: 'plan', c: TEXT_IS_ONE_OF, l: PLANS } }];
  return {
    p: { u: 'https://cdn.invalid', r: 0, s: 'c2FsdA==' },
    f: each((flag) => ({
      t: 0,
      ...(hasRule(flag) ? { r: [{ c, ...(hasRollout(flag) ? { p: rollout } : { s: on }) }], ...off } : {}),
      ...(flag === 'rollout' ? { p: rollout, ...off } : {}),
      ...(flag === 'static' ? on : {}),
    })),
  };
}

/** A namespace's snapshot. Boolean flags know no rollout inside a segment: it follows as a threshold of its own. */
export function flipt(): Json {
  const constraint = (property: string, operator: string, value: string): Json => ({
    id: property,
    type: 'STRING_CONSTRAINT_COMPARISON_TYPE',
    property,
    operator,
    value,
  });
  const segment = {
    key: 'french',
    match_type: 'ALL_SEGMENT_MATCH_TYPE',
    matchType: 'ALL_SEGMENT_MATCH_TYPE',
    constraints: [constraint('country', 'eq', 'FR'), constraint('plan', 'isoneof', JSON.stringify(PLANS))],
  };
  return {
    namespace: { key: 'default', name: 'default' },
    flags: Array.from(workload(), ([key, flag]) => ({
      key,
      name: key,
      description: '',
      enabled: flag === 'static',
      type: 'BOOLEAN_FLAG_TYPE',
      rules: [],
      rollouts: [
        ...(hasRule(flag)
          ? [
              {
                type: 'SEGMENT_ROLLOUT_TYPE',
                rank: 1,
                segment: {
                  value: true,
                  segmentOperator: 'OR_SEGMENT_OPERATOR',
                  segment_operator: 'OR_SEGMENT_OPERATOR',
                  segments: [segment],
                },
              },
            ]
          : []),
        ...(hasRollout(flag)
          ? [{ type: 'THRESHOLD_ROLLOUT_TYPE', rank: 2, threshold: { percentage: 50, value: true } }]
          : []),
      ],
    })),
  };
}

/** An environment's configuration. Users for whom no target matches get no value. */
export function devCycle(): Json {
  const filters = (flag: FlagShape): readonly Json[] =>
    hasRule(flag)
      ? [
          { type: 'user', subType: 'country', comparator: '=', values: ['FR'] },
          {
            type: 'user',
            subType: 'customData',
            dataKey: 'plan',
            dataKeyType: 'String',
            comparator: '=',
            values: PLANS,
          },
        ]
      : [{ type: 'all', comparator: '=', values: [] }];
  const flags = Array.from(workload());
  return {
    project: {
      _id: 'project',
      key: 'bench',
      a0_organization: 'org',
      settings: {
        edgeDB: { enabled: false },
        optIn: {
          enabled: false,
          title: '',
          description: '',
          imageURL: '',
          colors: { primary: '#000000', secondary: '#000000' },
        },
      },
    },
    environment: { _id: 'environment', key: 'bench' },
    audiences: {},
    features: flags.map(([key, flag]) => ({
      _id: `feature ${key}`,
      key,
      type: 'release',
      variations: ['on', 'off'].map((name) => ({
        _id: `${key} ${name}`,
        name,
        key: name,
        variables: [{ _var: `variable ${key}`, value: name === 'on' }],
      })),
      configuration: {
        _id: `configuration ${key}`,
        targets: [
          {
            _id: `target ${key}`,
            _audience: { _id: `audience ${key}`, filters: { operator: 'and', filters: filters(flag) } },
            distribution: hasRollout(flag)
              ? [
                  { _variation: `${key} on`, percentage: 0.5 },
                  { _variation: `${key} off`, percentage: 0.5 },
                ]
              : [{ _variation: `${key} on`, percentage: 1 }],
          },
        ],
        forcedUsers: {},
      },
    })),
    variables: flags.map(([key]) => ({ _id: `variable ${key}`, key, type: 'Boolean' })),
    variableHashes: Object.fromEntries(flags.map(([key], at) => [key, at])),
  };
}
