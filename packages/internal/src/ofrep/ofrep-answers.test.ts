import { describe, expect, it } from 'vitest';
import { entityTagOf } from '../digest/entity-tag.ts';
import {
  type OfrepAnswer,
  type OfrepEvaluation,
  type OfrepEvaluator,
  ofrepBulk,
  ofrepSingle,
} from './ofrep-answers.ts';

const FLAGS: { readonly [key: string]: Partial<OfrepEvaluation> } = {
  'b-number': { value: 1, variation: 'Default', reason: 'DEFAULT' },
  'a-object': { value: { z: '<b>', a: 1 }, variation: 'One', reason: 'TARGETING_MATCH', metadata: { rule: 'x' } },
  off: { value: undefined, variation: 'SdkDefault', reason: 'DISABLED' },
  'no-key': { variation: 'SdkDefault', reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING', errorDetails: 'whatever' },
  nothing: { value: undefined, variation: 'Empty', reason: 'STATIC' },
  rollout: { value: true, variation: 'on', reason: 'SPLIT', cacheable: false },
};

function anEvaluator(): OfrepEvaluator & { context: unknown } {
  return {
    context: undefined,
    setContext(context) {
      this.context = context;
    },
    evaluate: (flagKey) => {
      const flag = FLAGS[flagKey];
      if (flag === undefined) return undefined;
      return {
        value: undefined,
        variation: '',
        reason: '',
        errorCode: '',
        errorDetails: '',
        cacheable: true,
        metadata: undefined,
        ...flag,
      };
    },
  };
}

const KEYS = Object.keys(FLAGS);
const textOf = (answer: OfrepAnswer): string => new TextDecoder().decode(answer.body ?? new Uint8Array());
const ask = (body: string, contentType = 'application/json') => ({ body, contentType });
const USER = ask('{"context":{"targetingKey":"u"}}');

describe('bulk', () => {
  it('answers every flag sorted by key, as the relay proxy writes it', () => {
    const answer = ofrepBulk(anEvaluator(), KEYS, USER);
    expect(answer.status).toBe(200);
    expect(answer.headers['Content-Type']).toBe('application/json');
    expect(textOf(answer)).toBe(
      '{"flags":[' +
        '{"key":"a-object","value":{"a":1,"z":"\\u003cb\\u003e"},"reason":"TARGETING_MATCH","variant":"One","metadata":{"rule":"x"}},' +
        '{"key":"b-number","value":1,"reason":"DEFAULT","variant":"Default"},' +
        '{"key":"no-key","value":null,"reason":"ERROR","variant":"","errorCode":"TARGETING_KEY_MISSING","errorDetails":"Error: Empty targeting key"},' +
        '{"key":"nothing","value":null,"reason":"ERROR","variant":"SdkDefault","errorCode":"TYPE_MISMATCH"},' +
        '{"key":"off","value":null,"reason":"DISABLED","variant":""},' +
        '{"key":"rollout","value":true,"reason":"SPLIT","variant":"on"}' +
        ']}\n',
    );
  });

  it('carries the entity tag of its own bytes and answers 304 to it, verbatim or weakened', () => {
    const first = ofrepBulk(anEvaluator(), KEYS, USER);
    const tag = first.headers['ETag'] ?? '';
    expect(tag).toBe(entityTagOf(first.body ?? new Uint8Array()));
    for (const ifNoneMatch of [tag, `W/${tag}`]) {
      const second = ofrepBulk(anEvaluator(), KEYS, { ...USER, ifNoneMatch });
      expect(second).toEqual({ status: 304, headers: { ETag: tag }, body: null });
    }
    expect(ofrepBulk(anEvaluator(), KEYS, { ...USER, ifNoneMatch: '*' }).status).toBe(200);
  });

  it('answers only the flags that the context lists, ignoring unknown ones', () => {
    const listed = ask('{"context":{"gofeatureflag":{"flagList":["rollout","missing","b-number","rollout"]}}}');
    expect(textOf(ofrepBulk(anEvaluator(), KEYS, listed)).match(/"key":"[^"]+"/g)).toEqual([
      '"key":"b-number"',
      '"key":"rollout"',
    ]);
  });

  it('takes an empty list for every flag', () => {
    const listed = ask('{"context":{"gofeatureflag":{"flagList":[]}}}');
    expect(textOf(ofrepBulk(anEvaluator(), KEYS, listed)).match(/"key":/g)).toHaveLength(KEYS.length);
  });

  it('answers an empty list where there are no flags', () => {
    expect(textOf(ofrepBulk(anEvaluator(), [], USER))).toBe('{"flags":[]}\n');
  });

  it.each(['', '{"context":null}', '{}', 'null'])('asks for a context when the body is %j', (body) => {
    const answer = ofrepBulk(anEvaluator(), KEYS, ask(body));
    expect(answer.status).toBe(400);
    expect(textOf(answer)).toBe(
      '{"errorCode":"INVALID_CONTEXT","errorDetails":"GO Feature Flag requires an evaluation context in the request."}\n',
    );
  });

  it('says where a truncated body ends', () => {
    expect(textOf(ofrepBulk(anEvaluator(), KEYS, ask('{"context":{"a":"b"}')))).toBe(
      '{"errorCode":"INVALID_CONTEXT","errorDetails":"code=400, message=unexpected EOF, internal=unexpected EOF"}\n',
    );
  });

  it('refuses a content type that is not JSON', () => {
    expect(textOf(ofrepBulk(anEvaluator(), KEYS, ask(USER.body, 'text/plain')))).toContain(
      'code=415, message=Unsupported Media Type',
    );
  });

  it('takes a targeting key that is no text for an empty one', () => {
    const evaluator = anEvaluator();
    ofrepBulk(evaluator, KEYS, ask('{"context":{"targetingKey":7,"plan":"pro"}}', 'application/json; charset=utf-8'));
    expect(evaluator.context).toEqual({ targetingKey: '', plan: 'pro' });
  });
});

describe('single', () => {
  it('answers one flag and says when the answer may be kept', () => {
    const answer = ofrepSingle(anEvaluator(), 'a-object', USER);
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toBe(
      '{"key":"a-object","value":{"a":1,"z":"\\u003cb\\u003e"},"reason":"TARGETING_MATCH","variant":"One",' +
        '"metadata":{"gofeatureflag_cacheable":true,"rule":"x"}}\n',
    );
    expect(textOf(ofrepSingle(anEvaluator(), 'rollout', USER))).not.toContain('metadata');
  });

  it('keeps the variation of a disabled flag', () => {
    expect(textOf(ofrepSingle(anEvaluator(), 'off', USER))).toContain(
      '"value":null,"reason":"DISABLED","variant":"SdkDefault"',
    );
  });

  it('answers 404 for an unknown flag', () => {
    const answer = ofrepSingle(anEvaluator(), 'missing', USER);
    expect(answer.status).toBe(404);
    expect(textOf(answer)).toBe(
      '{"errorCode":"FLAG_NOT_FOUND","errorDetails":"Error while evaluating the flag: missing","key":"missing"}\n',
    );
  });

  it('answers 400 with the error code of a failed evaluation', () => {
    const answer = ofrepSingle(anEvaluator(), 'no-key', USER);
    expect(answer.status).toBe(400);
    expect(textOf(answer)).toContain(
      '"errorCode":"TARGETING_KEY_MISSING","errorDetails":"Error while evaluating the flag: no-key"',
    );
  });

  it('names the flag when the context is missing', () => {
    expect(textOf(ofrepSingle(anEvaluator(), 'off', ask('{}')))).toContain('"key":"off"}');
  });
});
