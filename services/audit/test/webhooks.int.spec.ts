import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { WebhooksApi } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Bus, BusClient, type Client } from '@margay/messaging';
import { eventually } from '@margay/testing';
import { auditSuite, caller } from './audit-suite.js';

interface Delivery {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly text: string;
  readonly body: {
    readonly firstSequence: number;
    readonly lastSequence: number;
    readonly previousSequence: number;
    readonly records: readonly { readonly sequence: number; readonly actionName: string }[];
  };
}

/** Somebody who is sent records, and answers as they are told. */
class Receiver {
  readonly deliveries: Delivery[] = [];
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) =>
    response.writeHead(204).end();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const { 'webhook-id': id, 'webhook-timestamp': timestamp } = request.headers;
        this.deliveries.push({
          id: String(id),
          timestamp: String(timestamp),
          signature: String(request.headers['webhook-signature']),
          text,
          body: JSON.parse(text) as Delivery['body'],
        });
        this.answer(response, request);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  get sequences(): readonly number[] {
    return this.deliveries.flatMap(({ body }) => body.records.map(({ sequence }) => sequence));
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** As a receiver would do it, by nothing but the README. */
const isSigned = ({ id, timestamp, text, signature }: Delivery, secret: string): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  return signature.split(' ').includes(`v1,${wanted}`);
};

describe('webhooks of the audit log', () => {
  const suite = auditSuite();
  let webhooks: Client<typeof WebhooksApi>;
  let bus: Bus;
  const receivers: Receiver[] = [];

  beforeAll(() => {
    bus = new Bus({ ...suite.nats, service: 'gateway' }).start();
    webhooks = new BusClient(bus).of(WebhooksApi);
  });
  afterAll(async () => {
    await bus.close();
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });
  beforeEach(async () => {
    for (const { id } of (await webhooks.listWebhooks({}, caller())).webhooks)
      await webhooks.removeWebhook({ id }, caller());
  });

  const receiver = async () => {
    const made = new Receiver();
    receivers.push(made);
    await made.listen();
    return made;
  };
  const register = async (url: string, more: object = {}) => {
    const { webhook, secret } = await webhooks.registerWebhook(
      { name: 'siem', url, ...more },
      caller(),
    );
    return { id: webhook?.id ?? '', secret, webhook };
  };
  const stateOf = async (id: string) => (await webhooks.getWebhook({ id }, caller())).webhook;
  const made = async (count: number) => {
    const sequences: number[] = [];
    for (let i = 0; i < count; i++)
      sequences.push(Number((await suite.recordOf(await suite.make('x', caller()))).sequence));
    return sequences;
  };
  const got = (to: Receiver, sequences: readonly number[]) =>
    eventually('they are delivered', () =>
      Promise.resolve(sequences.every((each) => to.sequences.includes(each))),
    );

  it('get every record from now on, in order, signed, each delivery saying what it follows', async () => {
    const [before] = await made(1);
    const to = await receiver();
    const { id, secret } = await register(to.url);
    const sequences = await made(5);
    await got(to, sequences);
    expect(to.sequences).not.toContain(before);
    expect(to.sequences).toEqual([...to.sequences].sort((a, b) => a - b));
    expect(new Set(to.sequences).size).toBe(to.sequences.length);
    for (const [index, delivery] of to.deliveries.entries()) {
      expect(isSigned(delivery, secret)).toBe(true);
      expect(isSigned({ ...delivery, text: `${delivery.text} ` }, secret)).toBe(false);
      if (index > 0)
        expect(delivery.body.previousSequence).toBe(to.deliveries[index - 1]?.body.lastSequence);
    }
    const state = await eventually('it is written down', async () => {
      const found = await stateOf(id);
      return found?.lagRecords === 0n && found;
    });
    expect(state).toMatchObject({ status: 'active', attempts: 0 });
    expect(state.lastOutcome).toBe('The receiver answered 204.');
  });

  it('are told again until they take it, with the same id, and miss nothing', async () => {
    const to = await receiver();
    let refusals = 3;
    to.answer = (response) => response.writeHead(refusals-- > 0 ? 503 : 200).end();
    await register(to.url);
    const sequences = await made(3);
    await got(to, sequences);
    await eventually('it is taken', () => Promise.resolve(refusals < 0));
    const [first] = to.deliveries;
    const again = to.deliveries.filter(({ id }) => id === first?.id);
    expect(again.length).toBeGreaterThan(1);
    expect(new Set(again.map(({ text }) => text)).size).toBe(1);
  });

  it.each<[string, Receiver['answer'], RegExp]>([
    ['fail for too long', (response) => response.writeHead(500).end(), /500/],
    ['send somewhere else', (response) => response.writeHead(302, { location: '/' }).end(), /302/],
    ['break the connection', (response) => response.destroy(), /cannot be reached/],
    ['are gone', (response) => response.writeHead(410).end(), /410/],
  ])(
    'that %s are parked, hold up no other, and go on when they are resumed',
    async (_what, answer, reason) => {
      const [bad, good] = [await receiver(), await receiver()];
      bad.answer = answer;
      const { id } = await register(bad.url);
      await register(good.url);
      const sequences = await made(2);
      await got(good, sequences);
      const parked = await eventually('it is parked', async () => {
        const state = await stateOf(id);
        return state?.status === 'parked' && state;
      });
      expect(parked.reason).toMatch(reason);
      const more = await made(1);
      await got(good, more);
      bad.answer = (response) => response.writeHead(200).end();
      bad.deliveries.length = 0;
      await webhooks.resumeWebhook({ id }, caller());
      await got(bad, [...sequences, ...more]);
    },
  );

  it('get only what they asked for, and are not behind for the rest', async () => {
    const to = await receiver();
    const { id } = await register(to.url, { filter: { actors: ['t-chosen'] } });
    await made(3);
    const chosen = await suite.recordOf(await suite.make('x', caller(undefined, 't-chosen')));
    await got(to, [Number(chosen.sequence)]);
    expect(to.sequences).toEqual([Number(chosen.sequence)]);
    await made(2);
    await eventually('it has looked at all', async () => (await stateOf(id))?.lagRecords === 0n);
    expect(to.sequences).toHaveLength(1);
  });

  it('get older records from a sequence or a time, and again when they are resumed from there', async () => {
    const sequences = await made(3);
    const second = (await suite.all()).find(({ sequence }) => Number(sequence) === sequences[1]);
    const { timestamp } = JSON.parse(second?.json ?? '') as { timestamp: string };
    const since = timestampFromDate(new Date(`${timestamp.replace(' ', 'T')}Z`));
    const [bySequence, byTime] = [await receiver(), await receiver()];
    const { id } = await register(bySequence.url, {
      start: { fromSequence: BigInt(sequences[0] ?? 0) },
    });
    await register(byTime.url, { start: { since } });
    await got(bySequence, sequences);
    await got(byTime, sequences.slice(1));
    expect(byTime.sequences).not.toContain(sequences[0]);
    bySequence.deliveries.length = 0;
    await webhooks.resumeWebhook(
      { id, start: { fromSequence: BigInt(sequences[0] ?? 0) } },
      caller(),
    );
    await got(bySequence, sequences);
  });

  it('check with either secret for a while after it was replaced', async () => {
    const to = await receiver();
    const { id, secret } = await register(to.url);
    const { secret: next } = await webhooks.rotateWebhookSecret({ id }, caller());
    expect(next).not.toBe(secret);
    await got(to, await made(1));
    const last = to.deliveries.at(-1) as Delivery;
    expect([isSigned(last, secret), isSigned(last, next)]).toEqual([true, true]);
  });

  it('get nothing while they are paused, and all of it afterwards', async () => {
    const to = await receiver();
    const { id } = await register(to.url);
    await webhooks.pauseWebhook({ id, reason: 'x' }, caller());
    to.deliveries.length = 0;
    const sequences = await made(2);
    expect(await stateOf(id)).toMatchObject({ status: 'paused', reason: 'x' });
    expect(to.sequences).toEqual([]);
    await webhooks.resumeWebhook({ id }, caller());
    await got(to, sequences);
  });

  it('lose nothing when the service stops in the middle, and are told at least once', async () => {
    const to = await receiver();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    to.answer = (response) => void held.then(() => response.writeHead(200).end());
    await register(to.url);
    const sequences = await made(2);
    await eventually('one is on its way', () => Promise.resolve(to.deliveries.length > 0));
    await suite.closeAudit();
    await suite.serveAudit();
    release();
    to.answer = (response) => response.writeHead(200).end();
    await got(to, [...sequences, ...(await made(1))]);
    const ids = to.deliveries.map(({ id }) => id);
    expect(new Set(ids).size).toBeLessThan(ids.length);
  });

  it('lose nothing when the service is killed with -9 in the middle, and what is told again has the same id', async () => {
    const to = await receiver();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    to.answer = (response) => void held.then(() => response.writeHead(200).end());
    await register(to.url);
    await suite.closeAudit();
    const service = suite.startAudit();
    try {
      const sequences = await made(3);
      const [first] = await eventually('one is on its way', () =>
        Promise.resolve(to.deliveries.length > 0 && to.deliveries),
      );
      await service.kill9AndRestart();
      await eventually('it is told again', () => Promise.resolve(to.deliveries.length > 1));
      release();
      sequences.push(...(await made(2)));
      await got(to, sequences);
      const again = to.deliveries.filter(({ id }) => id === first?.id);
      expect(again.length).toBeGreaterThan(1);
      expect(new Set(again.map(({ text }) => text)).size).toBe(1);
      const told = [...new Map(to.deliveries.map((each) => [each.id, each.body])).values()];
      const all = told.flatMap(({ records }) => records.map(({ sequence }) => sequence));
      expect(all).toEqual(all.map((_, index) => (all[0] ?? 0) + index));
      expect(all).toEqual(expect.arrayContaining(sequences));
    } finally {
      await service.kill9();
      await suite.serveAudit();
    }
  });

  it('say how long the oldest record waits that they have not looked at', async () => {
    const { id } = await register((await receiver()).url);
    await webhooks.pauseWebhook({ id, reason: 'x' }, caller());
    await made(1);
    const owner = new Database(suite.ownerUrl, 'audit');
    await owner.sql`UPDATE audit_record SET recorded_at = recorded_at - interval '1 hour'`;
    await owner.close();
    expect(Number((await stateOf(id))?.lagSeconds)).toBeGreaterThanOrEqual(3_600);
  });

  it('are changed only as what the caller takes them to be', async () => {
    const { id, webhook } = await register((await receiver()).url);
    expect(webhook?.revision).toBe(1);
    const pause = { id, reason: 'x', expectedRevisions: [1] };
    const paused = await webhooks.pauseWebhook(pause, caller());
    expect(paused.webhook?.revision).toBe(2);
    for (const change of [
      () => webhooks.resumeWebhook({ id, expectedRevisions: [1] }, caller()),
      () => webhooks.rotateWebhookSecret({ id, expectedRevisions: [1] }, caller()),
      () => webhooks.removeWebhook({ id, expectedRevisions: [1] }, caller()),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'precondition_failed' });
    await webhooks.removeWebhook({ id, expectedRevisions: [1, 2] }, caller());
  });

  it.each([
    [{ url: 'not a url' }, 'url'],
    [{ url: 'ftp://example.com/' }, 'url'],
    [{ url: 'https://user:secret@example.com/' }, 'url'],
    [{ name: ' ' }, 'name'],
    [{ filter: { addresses: ['x'] } }, 'address'],
  ])('are refused for %j', async (more, path) => {
    await expect(register('https://example.com/', more)).rejects.toMatchObject({
      code: 'bad_request',
      fields: [expect.objectContaining({ path })],
    });
  });

  it.each(['x', '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10'])('are not found by %s', async (id) => {
    for (const ask of [
      () => webhooks.getWebhook({ id }, caller()),
      () => webhooks.resumeWebhook({ id }, caller()),
      () => webhooks.removeWebhook({ id }, caller()),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are on record, without their secret', async () => {
    const to = await receiver();
    const cause = caller();
    const { secret } = await webhooks.registerWebhook({ name: 'siem', url: to.url }, cause);
    const record = await eventually('it is recorded', async () =>
      (await suite.all()).find(({ requestId }) => requestId === cause.requestId),
    );
    expect(record.actionName).toBe('CREATE_AUDIT_WEBHOOK');
    expect(record.json).toContain(to.url);
    expect(record.json).not.toContain(secret.slice(6, 30));
  });
});
