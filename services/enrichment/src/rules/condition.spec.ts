import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json-object.js';
import { compileCondition, CONDITION_LENGTH_MAX } from './condition.js';

const event = {
  eventName: 'ConsoleLogin',
  sourceIPAddress: '10.1.2.3',
  ipv6: '2001:4860::1',
  count: 5,
  ratio: 0.5,
  flag: true,
  nothing: null,
  userIdentity: { type: 'Root' },
  tags: ['a', 'b'],
  'dotted.key': 1,
};
const on = (text: string, of: JsonObject = event) => compileCondition(text)(of);

describe('a condition', () => {
  it.each([
    [''],
    ['event.eventName == "ConsoleLogin"'],
    ['event.eventName != "x" && event.count > 4'],
    ['event.count >= 5 && event.count < 5.5'],
    ['event.ratio == 0.5'],
    ['event.flag'],
    ['event.nothing == null'],
    ['event.userIdentity.type in ["Root", "IAMUser"]'],
    ['"a" in event.tags'],
    ['event["dotted.key"] == 1'],
    ['has(event.userIdentity.type) && !has(event.userIdentity.arn)'],
    ['event.eventName.startsWith("Console") || event.absent == 1'],
    ['event.tags.exists(tag, tag.endsWith("b"))'],
    ['inCidr(event.sourceIPAddress, "10.0.0.0/8")'],
    ['inCidr(event.ipv6, "2001:4860::/32")'],
    ['!inCidr(event.eventName, "10.0.0.0/8")'],
    ['!inCidr(event.ipv6, "10.0.0.0/8")'],
    ['!inCidr(event.count, "0.0.0.0/0")'],
  ])('is met: %s', (text) => expect(on(text)).toBe(true));

  it.each([
    ['event.eventName == "x"'],
    ['event.count == "5"'],
    ['inCidr(event.sourceIPAddress, "192.168.0.0/16")'],
    ['has(event.toString)'],
    ['has(event.__proto__)'],
  ])('is not met: %s', (text) => expect(on(text)).toBe(false));

  it.each([
    ['event.absent == 1'],
    ['event.absent.deeper == 1'],
    ['event.constructor == 1'],
    ['event.count.deeper == 1'],
    ['event.eventName > 5'],
    ['event.tags[7] == "a"'],
    ['event.eventName'],
  ])('says that what it asks about is not there: %s', (text) => expect(on(text)).toBeUndefined());

  it.each([
    ['event.', 'Expected'],
    ['event.a ==', 'Unexpected'],
    ['1 + 1', 'true or false'],
    ['unknown == 1', 'Unknown variable'],
    ['undefinedFunction(event.a)', 'undefinedFunction'],
    ['event.a.matches("(a+)+$")', 'matches cannot be used'],
    ['matches(event.a, "x")', 'matches cannot be used'],
    ['event.a.map(x, x) == []', 'map cannot be used'],
    ['event.a.exists(x, event.b.exists(y, x == y))', 'inside another loop'],
    ['event.a.exists(x, x.all(y, y == 1))', 'inside another loop'],
    ['event.a.exists(x, x in event.b)', 'event cannot be used inside a loop'],
    ['inCidr(event.a, "10.0.0.1/8")', 'inCidr needs a block'],
    ['inCidr(event.a, event.b)', 'inCidr needs a block'],
    ['event.a.inCidr("10.0.0.0/8")', 'inCidr'],
  ])('is refused with its reason: %s', (text, reason) =>
    expect(() => compileCondition(text)).toThrow(reason),
  );

  it.each([
    ['too long', `event.a == "${'x'.repeat(CONDITION_LENGTH_MAX)}"`, 'at most'],
    ['too deep', `${'!('.repeat(40)}true${')'.repeat(40)}`, 'maxDepth'],
    ['with too long a list', `event.a in [${'1,'.repeat(250)}1]`, 'maxListElements'],
  ])('is refused if it is %s', (_what, text, reason) =>
    expect(() => compileCondition(text)).toThrow(reason),
  );

  it('never throws at an event', () => {
    const conditions = [
      'event.a.b == 1 && event.c > 2 || !(event.d in event.e)',
      'event.a.exists(x, x.startsWith("a")) || inCidr(event.c, "::/0")',
    ].map((text) => compileCondition(text));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'), fc.jsonValue()),
        (any) => conditions.forEach((condition) => void condition(any as JsonObject)),
      ),
    );
  });
});
