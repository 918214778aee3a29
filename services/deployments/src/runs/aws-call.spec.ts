import { describe, expect, it } from '@jest/globals';
import { isPassing, refusal, withoutValues } from './aws-call.js';

const named = (name: string, message = 'said') => Object.assign(new Error(message), { name });

describe('what AWS says of a call', () => {
  it.each(['Throttling', 'TimeoutError', 'ExpiredToken', 'InternalFailure'])(
    'passes where nobody knows whether it was made: %s',
    (name) => expect(isPassing(named(name))).toBe(true),
  );

  it.each(['AccessDenied', 'ValidationError'])('is a refusal: %s', (name) => {
    expect(isPassing(named(name))).toBe(false);
  });

  it('tells no value of a parameter, not one that contains another either', () => {
    const values = { Secret: 'canary', Longer: 'canary-and-more', Short: 'on' };
    const text = 'Value canary-and-more of canary depends on it.';
    expect(withoutValues(text, values)).toBe('Value **** of **** depends on it.');
    const { cause } = refusal('CreateStack', named('ValidationError', text), values) as {
      cause: { message: string };
    };
    expect(cause.message).not.toContain('canary');
    expect(cause.message).toContain('ValidationError');
  });
});
