import { describe, expect, it } from '@jest/globals';
import { isSound } from './server-version.js';

describe('a nats-server', () => {
  it.each(['2.11.16', '2.11.20', '2.12.7', '2.13.0', '3.0.0'])('is sound as %s', (version) =>
    expect(isSound(version)).toBe(true),
  );

  it.each(['2.9.10', '2.10.29', '2.11.15', '2.12.0', '2.12.6', '2.12.7-RC.1', '', undefined])(
    'has open advisories as %s',
    (version) => expect(isSound(version)).toBe(false),
  );
});
