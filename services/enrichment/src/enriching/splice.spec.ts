import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json-object.js';
import { membersOf } from './json-members.js';
import { splice } from './splice.js';

const spliced = (text: string, added: object): string =>
  Buffer.from(splice(Buffer.from(text), JSON.parse(text) as JsonObject, added)).toString();

describe('a member added to the text of an object', () => {
  it.each([
    ['{}', '{"b":2}'],
    ['{ }', '{ "b":2}'],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":{}}', '{"a":{},"b":2}'],
    ['{"a":[]}', '{"a":[],"b":2}'],
    ['{"a":"}"}', '{"a":"}","b":2}'],
    ['{"a":"{"}', '{"a":"{","b":2}'],
    ['\n{ "a" : 1\r\n}\t\n', '\n{ "a" : 1\r\n,"b":2}\t\n'],
    ['{"b":1}', '{"b":2}'],
    ['{"b":1,"a":2,"b":3}', '{"a":2,"b":2}'],
    ['{"a":[1,{"b":1}],"\\u0062":{"b":",}"} , "c":"b"}', '{"a":[1,{"b":1}], "c":"b","b":2}'],
  ])('goes to the end: %s', (text, result) => expect(spliced(text, { b: 2 })).toBe(result));

  it('leaves large numbers, repeated keys and spellings as they came', () => {
    const text = '{"id":12345678901234567890,"n":1.0e+2,"k":1,"k":2,"u":"\\u00e9\\/é\\ud800"}';
    expect(spliced(text, { b: 2 })).toBe(`${text.slice(0, -1)},"b":2}`);
  });

  it('leaves them as they came also when it replaces another', () =>
    expect(spliced('{"b":{},"id":12345678901234567890,"k":1,"k":2}', { b: 2 })).toBe(
      '{"id":12345678901234567890,"k":1,"k":2,"b":2}',
    ));

  it('copes with a text of half a million escapes', () => {
    const text = `{"b":1,"a":"${'\\"'.repeat(250_000)}"}`;
    expect(JSON.parse(spliced(text, { b: 2 }))).toEqual({ a: '"'.repeat(250_000), b: 2 });
  });

  it('says the same as the merged objects, for any object', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('b', '__proto__')), fc.jsonValue()),
        fc.constantFrom(undefined, 2, '\t'),
        fc.jsonValue(),
        (object, space, b) => {
          const text = JSON.stringify(object, undefined, space);
          const event = JSON.parse(text) as JsonObject;
          const result = spliced(text, { b, c: 1 });
          expect(JSON.parse(result)).toEqual({ ...event, b: JSON.parse(JSON.stringify(b)), c: 1 });
          const keys = membersOf(result).map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
        },
      ),
    ));
});

describe('the members of an object', () => {
  it('are found with their places, in their order', () => {
    const text = ' { "a" : [1, {"x": 2}] , "b":"\\"," }';
    expect(membersOf(text).map(({ key, start, end }) => [key, text.slice(start, end)])).toEqual([
      ['a', ' "a" : [1, {"x": 2}] '],
      ['b', ' "b":"\\"," '],
    ]);
  });

  it('are none in an empty object', () => expect(membersOf('{ }')).toEqual([]));
});
