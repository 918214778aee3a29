import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';

interface Record {
  readonly sequence: number;
  readonly eventId: string;
  readonly actionName: string;
  readonly actionResult: string;
  readonly targets: readonly { readonly id: string }[];
}

/** What is killed, one after the other, while tokens are created. */
const VICTIMS = [
  'gateway',
  'tokens',
  'roles',
  'sandbox',
  'deployments',
  'audit',
  'enrichment',
  'nats',
  'postgres',
] as const;

describe('the platform', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeAll(async () => {
    // Durable: what PostgreSQL acknowledged must survive it.
    temporary = await startTemporaryPlatform({ durable: true });
    ({ platform } = temporary);
  });
  afterAll(() => temporary.stop());

  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${platform.gatewayUrl}${path}`, {
      method,
      headers: {
        'X-API-Key': platform.administratorToken,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as { id?: string } };
  };

  /** All pages of a list. */
  const all = async <Item>(path: string): Promise<Item[]> => {
    const items: Item[] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await call('GET', `${path}?limit=100&cursor=${cursor}`);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      const page = body as unknown as { results: Item[]; next?: string };
      items.push(...page.results);
      if (page.next === undefined) return items;
      cursor = page.next;
    }
  };
  const creations = async () =>
    (await all<Record>('/audit-log')).filter(
      ({ actionName, actionResult }) =>
        actionName === 'CREATE_API_TOKEN' && actionResult === 'SUCCEEDED',
    );

  /** Creates tokens until told to stop. @returns ids of those that were acknowledged */
  const createUntil = (until: () => boolean): Promise<Set<string>> => {
    const acknowledged = new Set<string>();
    const writer = async (name: string) => {
      for (let i = 0; !until(); i++) {
        const made = await call('POST', '/api-tokens', {
          name: `${name} ${i}`,
          permissions: ['AlertRead'],
        }).catch(() => undefined);
        if (made?.status === 200 && made.body.id) acknowledged.add(made.body.id);
        else await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return Promise.all(['a', 'b', 'c', 'd'].map(writer)).then(() => acknowledged);
  };

  /** Every acknowledged creation is in the list and in the audit log, once; records have no gap. */
  const holdsExactlyOnce = async (acknowledged: ReadonlySet<string>) => {
    const listed = (await all<{ id: string }>('/api-tokens')).map(({ id }) => id);
    expect(new Set(listed).size).toBe(listed.length);
    for (const id of acknowledged) expect(listed).toContain(id);
    const targets = await eventually('the audit log has caught up', async () => {
      const ids = (await creations()).map(({ targets: [target] }) => target?.id);
      return listed.every((id) => ids.includes(id)) && ids;
    });
    expect(new Set(targets).size).toBe(targets.length);
    // What is recorded as created is in the list: neither knows more than the other.
    expect([...targets].sort()).toEqual([...listed].sort());
    const sequences = (await all<Record>('/audit-log')).map(({ sequence }) => sequence);
    expect(sequences).toEqual(
      Array.from({ length: sequences.length }, (_, index) => (sequences[0] ?? 0) - index),
    );
  };

  it.each(VICTIMS)(
    'loses and repeats no acknowledged creation when %s is killed',
    async (victim) => {
      let stop = false;
      const creating = createUntil(() => stop);
      const pid = platform.process(victim).pid ?? 0;
      const before = (await all('/api-tokens')).length;
      await eventually(
        'some were created',
        async () => (await all('/api-tokens')).length > before + 10,
      );
      process.kill(pid, 'SIGKILL');
      await eventually('it is restarted', () => {
        const now = platform.process(victim).pid;
        return now !== undefined && now !== pid;
      });
      await platform.ready();
      const restarted = (await eventually('the list answers', () => all('/api-tokens'))).length;
      await eventually(
        'creation goes on',
        async () => (await all('/api-tokens')).length > restarted + 10,
      );
      stop = true;
      await holdsExactlyOnce(await creating);
    },
    180_000,
  );

  it('trusts nobody on old news: without the bus even a known key is refused before long', async () => {
    const status = async () => (await call('GET', '/permissions')).status;
    expect(await status()).toBe(200);
    await platform.process('nats').stop();
    await eventually('the key is refused', async () => (await status()) === 503);
    await platform.process('nats').start();
    await platform.ready();
    await eventually('the key is known again', async () => (await status()) === 200);
  }, 120_000);

  it("has the same audit log again after JetStream's store was wiped", async () => {
    const acknowledged = await createUntil(
      (() => {
        let asked = 0;
        return () => asked++ > 60;
      })(),
    );
    await holdsExactlyOnce(acknowledged);
    const before = await creations();
    await platform.process('nats').stop();
    await rm(platform.installation.jetStreamStore(), { recursive: true, force: true });
    await platform.process('nats').start();
    await platform.ready();
    const made = await eventually('creation goes on', async () => {
      const { status, body } = await call('POST', '/api-tokens', {
        name: 'after the wipe',
        permissions: ['AlertRead'],
      });
      return status === 200 && body.id;
    });
    const after = await eventually('the new one is recorded', async () => {
      const now = await creations();
      return now.some(({ targets: [target] }) => target?.id === made) && now;
    });
    expect(after.slice(1)).toEqual(before);
    await holdsExactlyOnce(new Set([...acknowledged, made]));
  }, 180_000);
});
