import { describe, expect, it } from '@jest/globals';
import { isMessageId, isTopic, replayIdOf } from './topic.js';

describe('the topic of a message', () => {
  it.each(['AWS.CloudTrail', 'Suricata.DNS', 'Custom.My-Own_1', 'a'])('may be %s', (logType) =>
    expect(isTopic(logType)).toBe(true),
  );

  it.each(['', '.', 'a.', '.a', 'a..b', 'a b', 'a.*', '>', 'ä', 'x'.repeat(101)])(
    'may not be "%s"',
    (logType) => expect(isTopic(logType)).toBe(false),
  );
});

describe('the id of a message', () => {
  it('is printable and has no space', () => {
    expect(isMessageId('6f2d:17')).toBe(true);
    for (const id of ['', 'a b', 'a\r\nb', 'ä', 'x'.repeat(201)])
      expect(isMessageId(id)).toBe(false);
  });

  it('is another one at every replay, and the same for the same replay', () => {
    expect(replayIdOf('a:1')).toBe('a:1~1');
    expect(replayIdOf('a:1~1')).toBe('a:1~2');
    expect(replayIdOf('a~b~9')).toBe('a~b~10');
  });
});
