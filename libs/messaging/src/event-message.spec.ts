import { describe, expect, it } from '@jest/globals';
import { TokenCreatedSchema, file_margay_tokens_v1_token_events } from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import fc from 'fast-check';
import { headers } from 'nats';
import { receivedHeaders } from '../test/received-headers.js';
import { eventTypes, isReadable, wireEvent } from './consumed-event.js';
import { fromEventMessage, identityOf, sourceOf, toEventMessage } from './event-message.js';
import { fromLoggedEvent, toLoggedEvent } from './logged-event.js';

const types = eventTypes(file_margay_tokens_v1_token_events);
const SOURCE = sourceOf('tokens', 'e1');

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const recorded = fc.record({
  position: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  stream: text.map((id) => `token-${id}`),
  version: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  id: fc.uuid(),
  at: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }),
  cause: fc.record(
    {
      actor: fc.record(
        { type: fc.constantFrom('user' as const, 'system' as const), id: text, name: text },
        { requiredKeys: ['type', 'id'] },
      ),
      requestId: text,
      origin: fc.record({ sourceIp: text, userAgent: text, forwardedFor: fc.array(text) }),
      correlationId: text,
      causationId: fc.uuid(),
      traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
    },
    { requiredKeys: ['actor', 'requestId'] },
  ),
  event: fc.record({ type: fc.constant('TokenCreated'), name: text }),
});

const wireOf = ({ event }: { event: { name: string } }) =>
  wireEvent(TokenCreatedSchema, { tokenId: 't', name: event.name, permissions: ['AlertRead'] });

const expected = (given: Omit<Recorded, 'event'> & { event: { name: string } }) => {
  const { event: _event, ...place } = given;
  return {
    ...place,
    service: 'tokens',
    epoch: 'e1',
    type: 'margay.tokens.v1.TokenCreated',
    data: wireOf(given).message,
  };
};

describe('an event', () => {
  it('is the same after a journey in a stream', () => {
    fc.assert(
      fc.property(recorded, (given) => {
        const { headers: sent, body } = toEventMessage(SOURCE, given, wireOf(given), 1_000_000);
        expect(fromEventMessage(receivedHeaders(sent), body, types)).toEqual(expected(given));
      }),
    );
  });

  it('is the same when its service hands it out', () => {
    fc.assert(
      fc.property(recorded, (given) => {
        const logged = toLoggedEvent(given, wireOf(given));
        expect(fromLoggedEvent('tokens', 'e1', logged, types)).toEqual(expected(given));
      }),
    );
  });
});

describe('a message of the event stream', () => {
  const given: Recorded = {
    position: 7,
    stream: 'token-1',
    version: 1,
    id: '7f0f7c0e-0d6c-4c53-9d8e-3f1f5d1b7a10',
    at: new Date('2026-01-02T03:04:05.678Z'),
    cause: { actor: { type: 'user', id: 'u', name: 'Zoë' }, requestId: 'r' },
    event: { type: 'TokenCreated' },
  };
  const wire = wireEvent(TokenCreatedSchema, { tokenId: 't', name: 'ci' });

  it('has the attributes of CloudEvents and JSON that anybody can read', () => {
    const { headers: sent, body } = toEventMessage(SOURCE, given, wire, 1_000_000);
    const got = Object.fromEntries(
      [...receivedHeaders(sent)].map(([name, [value]]) => [name, value]),
    );
    expect(got).toMatchObject({
      'Nats-Msg-Id': given.id,
      'Nats-Expected-Last-Sequence': '6',
      'ce-specversion': '1.0',
      'ce-id': given.id,
      'ce-source': 'margay/tokens/e1',
      'ce-type': 'margay.tokens.v1.TokenCreated',
      'ce-subject': 'token-1',
      'ce-time': '2026-01-02T03:04:05.678Z',
      'ce-sequence': '7',
      'ce-actor': 'user;u;Zo%C3%AB',
    });
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ tokenId: 't', name: 'ci' });
    expect(identityOf(receivedHeaders(sent))).toMatchObject({ id: given.id, source: SOURCE });
  });

  it('is not readable for those who do not know its type, but still has its place', () => {
    const { headers: sent, body } = toEventMessage(SOURCE, given, wire, 1_000_000);
    const event = fromEventMessage(receivedHeaders(sent), body, eventTypes());
    expect(event).toMatchObject({ position: 7, stream: 'token-1', problem: expect.any(String) });
    expect(event && isReadable(event)).toBe(false);
    const broken = fromEventMessage(
      receivedHeaders(sent),
      new TextEncoder().encode('{"name":1}'),
      types,
    );
    expect(broken).toMatchObject({ position: 7, problem: expect.any(String) });
  });

  it('may have fields of tomorrow', () => {
    const { headers: sent } = toEventMessage(SOURCE, given, wire, 1_000_000);
    const body = new TextEncoder().encode('{"tokenId":"t","name":"ci","later":{}}');
    expect(fromEventMessage(receivedHeaders(sent), body, types)).toMatchObject({
      data: wire.message,
    });
  });

  it('is read from the log instead if it did not fit, or is none of ours', () => {
    const { headers: sent, body } = toEventMessage(SOURCE, given, wire, 16_390);
    expect(body).toHaveLength(0);
    expect(fromEventMessage(receivedHeaders(sent), body, types)).toBeUndefined();
    expect(fromEventMessage(undefined, body, types)).toBeUndefined();
    expect(fromEventMessage(headers(), body, types)).toBeUndefined();
  });
});
