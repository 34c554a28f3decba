import { describe, expect, it } from 'vitest';
import { GO_MAP, GO_STRING, goListOf, goStruct } from '../json/go-json-shape.ts';
import { bindBody } from './bind-body.ts';

const CONTEXT = goStruct('model.OFREPEvalFlagRequest', { context: GO_MAP });
const FLAGS = goStruct('controller.FlagConfigurationRequest', { flags: goListOf(GO_STRING) });
const EVENTS = goStruct('model.CollectEvalDataRequest', { meta: GO_MAP, events: goListOf(GO_MAP) });

const JSON_TYPE = 'application/json; charset=utf-8';

function refusal(body: string, shape = CONTEXT): string {
  const bound = bindBody(body, JSON_TYPE, shape);
  return bound.kind === 'refused' ? bound.error : 'bound';
}

/** What relay proxy v1.55.2 answered. */
const SYNTAX: readonly (readonly [body: string, offset: number, message: string])[] = [
  ["{'a':1}", 2, "invalid character '\\'' looking for beginning of object key string"],
  ['{"a":tru}', 9, "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":01}', 7, "invalid character '1' after object key:value pair"],
  ['{"a" 1}', 6, "invalid character '1' after object key"],
  ['{"a":1 "b"}', 8, `invalid character '"' after object key:value pair`],
  ['{"a":"\\x"}', 8, "invalid character 'x' in string escape code"],
  ['{"a":"\n"}', 7, "invalid character '\\n' in string literal"],
  ['{"a":é}', 6, "invalid character 'Ã' looking for beginning of value"],
  ['{,}', 2, "invalid character ',' looking for beginning of object key string"],
  ['[1,]', 4, "invalid character ']' looking for beginning of value"],
  ['{"a":-}', 7, "invalid character '}' in numeric literal"],
  ['{"a":1.}', 8, "invalid character '}' after decimal point in numeric literal"],
  ['{"a":1e}', 8, "invalid character '}' in exponent of numeric literal"],
  ['{"a":"\\u12g4"}', 11, "invalid character 'g' in \\u hexadecimal character escape"],
];

describe('a body that is not JSON', () => {
  it.each(SYNTAX)('%j is refused at byte %i', (body, offset, message) => {
    expect(refusal(body)).toBe(
      `code=400, message=Syntax error: offset=${offset}, error=${message}, internal=${message}`,
    );
  });

  it.each([
    ['{"context":{"a":"b"}', 'unexpected EOF'],
    ['{', 'unexpected EOF'],
    [' ', 'EOF'],
  ])('%j is refused as cut off', (body, reason) => {
    expect(refusal(body)).toBe(`code=400, message=${reason}, internal=${reason}`);
  });
});

describe('a member of the wrong type', () => {
  it.each([
    ['{"context":[1]}', CONTEXT, 'map[string]interface {}', 'array', 'context', 12],
    ['{"context":"x"}', CONTEXT, 'map[string]interface {}', 'string', 'context', 14],
    ['{"context":12.5}', CONTEXT, 'map[string]interface {}', 'number', 'context', 15],
    ['{"flags":[1]}', FLAGS, 'string', 'number', 'flags', 11],
    ['{"flags":[["a"]]}', FLAGS, 'string', 'array', 'flags', 11],
    [' {"z":1, "flags" : [ "a" , true ]}', FLAGS, 'string', 'bool', 'flags', 31],
    ['{"events":[{"kind":"feature"},"x"]}', EVENTS, 'map[string]interface {}', 'string', 'events', 33],
    ['{"meta":[],"events":[]}', EVENTS, 'map[string]interface {}', 'array', 'meta', 9],
  ])('%j names the field and the byte', (body, shape, expected, got, field, offset) => {
    const struct = shape.kind === 'struct' ? shape.name.split('.')[1] : '';
    expect(refusal(body, shape)).toBe(
      `code=400, message=Unmarshal type error: expected=${expected}, got=${got}, field=${field}, offset=${offset}, ` +
        `internal=json: cannot unmarshal ${got} into Go struct field ${struct}.${field} of type ${expected}`,
    );
  });

  it('names the whole type where the body is no object', () => {
    expect(refusal('"x"')).toBe(
      'code=400, message=Unmarshal type error: expected=model.OFREPEvalFlagRequest, got=string, field=, offset=3, ' +
        'internal=json: cannot unmarshal string into Go value of type model.OFREPEvalFlagRequest',
    );
  });
});

describe('what is accepted', () => {
  it.each([
    ['{"context":{"a":1}} garbage', 'text behind the first value'],
    ['{"Context":{"a":1}}', 'a field name in another case'],
  ])('%j binds in spite of %s', (body) => {
    expect(bindBody(body, JSON_TYPE, CONTEXT)).toEqual({ kind: 'bound', value: { context: { a: 1 } } });
  });

  it.each([
    ['', JSON_TYPE],
    ['null', JSON_TYPE],
    ['a=b', 'application/x-www-form-urlencoded'],
  ])('%j of type %s binds nothing', (body, contentType) => {
    expect(bindBody(body, contentType, CONTEXT)).toEqual({ kind: 'bound', value: {} });
  });

  it('refuses any other content type', () => {
    for (const contentType of ['text/plain', undefined, null]) {
      const bound = bindBody('{}', contentType, CONTEXT);
      expect(bound).toEqual({ kind: 'refused', error: 'code=415, message=Unsupported Media Type' });
    }
  });
});
