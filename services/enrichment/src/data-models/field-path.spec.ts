import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json-object.js';
import { compileFieldPath } from './field-path.js';

const event = JSON.parse(
  '{"srcAddr":"1.1.1.1","client":{"ip":"2.2.2.2","list":[{"ip":"3.3.3.3"}]},"@t":1,"a.b":"dotted"}',
) as JsonObject;

describe('a path', () => {
  it.each([
    ['srcAddr', '1.1.1.1'],
    ['$.srcAddr', '1.1.1.1'],
    ['$.client.ip', '2.2.2.2'],
    ['$.client.list[0].ip', '3.3.3.3'],
    ['$.client.list', [{ ip: '3.3.3.3' }]],
    ['@t', 1],
    ['a.b', 'dotted'],
  ])('%s reads its place', (path, value) => expect(compileFieldPath(path)(event)).toEqual(value));

  it.each([
    'absent',
    '$.client.absent.deeper',
    '$.srcAddr.length',
    '$.client.list.length',
    '$.client.list[1].ip',
    '$.client[0]',
    '$.client.list.ip',
    'constructor',
    'toString',
    '$.constructor.name',
    '$.client.__proto__',
    '__proto__',
  ])('%s leads nowhere', (path) => expect(compileFieldPath(path)(event)).toBeUndefined());

  it('reads a field of a hostile name as a field', () =>
    expect(compileFieldPath('$.__proto__.ip')(JSON.parse('{"__proto__":{"ip":1}}'))).toBe(1));

  it.each([
    '',
    '$',
    '$.',
    '$..ip',
    '$.*',
    '$.a[*]',
    '$.a[-1]',
    '$.a[0:2]',
    '$.a[?(@.b)]',
    "$['a']",
    '$.a b',
    'a b',
    '$.a[99999999]',
  ])('is not %j', (path) => expect(() => compileFieldPath(path)).toThrow('Expected'));
});
