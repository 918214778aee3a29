import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@margay/contracts';
import fc from 'fast-check';
import { headers } from 'nats';
import { receivedHeaders } from '../test/received-headers.js';
import { HEADER, fromHeaders, toHeaders } from './call-headers.js';
import { IncomingCall, callFor } from './call.js';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const actor = fc.record(
  {
    type: fc.constantFrom('user' as const, 'api-token' as const, 'system' as const),
    id: text,
    name: text,
  },
  { requiredKeys: ['type', 'id'] },
);
const origin = fc.record({ sourceIp: text, userAgent: text, forwardedFor: fc.array(text) });
const caller = fc.record(
  { actor, requestId: text, origin, correlationId: text, causationId: text },
  { requiredKeys: ['actor', 'requestId'] },
);

describe('headers of a call', () => {
  it('carry whoever calls unharmed, whatever they are called', () => {
    fc.assert(
      fc.property(caller, (given) => {
        const { deadlineAt, ...got } = fromHeaders(receivedHeaders(toHeaders(given, 1_000)), 0);
        expect(got).toEqual(given);
        expect(deadlineAt).toBe(1_000);
      }),
    );
  });

  it('are one line each', () => {
    fc.assert(
      fc.property(caller, (given) => {
        for (const [, values] of receivedHeaders(toHeaders(given, 1_000)))
          expect(values[0]).toMatch(/^[\x21-\x7e]*$/);
      }),
    );
  });

  it('replace what is no character', () => {
    const given = { actor: { type: 'user' as const, id: 'u\ud800' }, requestId: 'r' };
    expect(fromHeaders(receivedHeaders(toHeaders(given, 1)), 0).actor.id).toBe('u\ufffd');
  });

  it('give the callee what the caller has left, by its own clock', () => {
    const given = { actor: { type: 'user' as const, id: 'u' }, requestId: 'r' };
    expect(fromHeaders(receivedHeaders(toHeaders(given, 1_234.9)), 50_000).deadlineAt).toBe(51_234);
    expect(fromHeaders(receivedHeaders(toHeaders(given, 9e9)), 0).deadlineAt).toBe(300_000);
  });

  it.each(['', 'soon', 'NaN', 'Infinity'])('with the timeout %j mean the default', (timeout) => {
    const given = headers();
    given.set(HEADER.actor, 'user;u;');
    given.set(HEADER.timeout, timeout);
    expect(fromHeaders(given, 0).deadlineAt).toBe(5_000);
  });

  it.each(['', 'user', 'root;1;', 'user;%;', ';;'])('refuse the actor %j', (value) => {
    const given = headers();
    given.set(HEADER.actor, value);
    expect(() => fromHeaders(given, 0)).toThrow(ServiceError);
    expect(() => fromHeaders(undefined, 0)).toThrow(ServiceError);
  });

  it('survive nonsense in all others', () => {
    fc.assert(
      fc.property(fc.string(), (nonsense) => {
        const given = headers();
        for (const name of Object.values(HEADER)) given.set(name, nonsense.replace(/[\r\n]/g, ''));
        given.set(HEADER.actor, 'user;u;');
        expect(fromHeaders(given, 0).actor).toEqual({ type: 'user', id: 'u' });
      }),
    );
  });
});

describe('a call', () => {
  const who = { actor: { type: 'user' as const, id: 'u' }, requestId: 'r' };

  it('keeps the deadline that it was given', () => {
    const deadlineAt = performance.now() + 100;
    expect(callFor({ ...who, deadlineAt }, 60_000).deadlineAt).toBe(deadlineAt);
    expect(callFor(who, 50).remainingMs()).toBeLessThanOrEqual(50);
  });

  it('aborts its signal when the time is up, and not before', async () => {
    const call = new IncomingCall({ ...who, deadlineAt: performance.now() + 30 });
    expect(call.signal.aborted).toBe(false);
    await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
    expect(call.remainingMs()).toBeLessThanOrEqual(1);
  });
});
