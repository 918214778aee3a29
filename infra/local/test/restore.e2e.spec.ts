import { chown, cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import pg from 'pg';
import { type Platform, startTemporaryPlatform, type TemporaryPlatform } from '../src/index.js';
import { dataDirectoryOf } from '../src/postgres-cluster.js';
import { postgresDirectory } from '../src/remembered.js';

interface AuditRecord {
  readonly sequence: number;
  readonly eventId: string;
  readonly actionName: string;
  readonly actionResult: string;
  readonly targets: readonly { readonly id: string }[];
}

interface Token {
  readonly id: string;
  readonly value: string;
}

/** A way to take a backup, and to bring the database back to it. Nothing uses the database meanwhile. */
interface Backup {
  take(): Promise<void>;
  restore(): Promise<void>;
}

const DATABASE = 'margay';
const COPY = 'backup';

describe('a platform whose database is restored to an earlier state, and whose bus is not', () => {
  let temporary: TemporaryPlatform;
  let platform: Platform;

  beforeEach(async () => {
    temporary = await startTemporaryPlatform({ durable: true });
    ({ platform } = temporary);
  }, 120_000);
  afterEach(() => temporary.stop());

  const call = async (method: string, path: string, body?: object, key?: string) => {
    const response = await fetch(`${platform.gatewayUrl}${path}`, {
      method,
      headers: {
        'X-API-Key': key ?? platform.administratorToken,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as unknown };
  };
  const all = async <Item>(path: string): Promise<Item[]> => {
    const { status, body } = await call('GET', `${path}?limit=100`);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    return (body as { results: Item[] }).results;
  };
  const create = (name: string): Promise<Token> =>
    eventually(`${name} is created`, async () => {
      const { status, body } = await call('POST', '/api-tokens', {
        name,
        permissions: ['AlertRead'],
      });
      return status === 200 && (body as Token);
    });
  const createMany = async (name: string, count: number): Promise<Token[]> => {
    const made: Token[] = [];
    for (let n = 0; n < count; n++) made.push(await create(`${name} ${n}`));
    return made;
  };
  const statusWith = async ({ value }: Token) =>
    (await call('GET', '/permissions', undefined, value)).status;
  const recordsOf = async (action: string) =>
    (await all<AuditRecord>('/audit-log')).filter(
      ({ actionName, actionResult }) => actionName === action && actionResult === 'SUCCEEDED',
    );
  const recorded = (action: string, ids: readonly string[]) =>
    eventually(`the audit log has every ${action}`, async () => {
      const known = (await recordsOf(action)).map(({ targets: [target] }) => target?.id);
      return ids.every((id) => known.includes(id));
    });
  const services = () =>
    ['gateway', 'audit', 'enrichment', 'deployments', 'roles', 'tokens'].map((name) =>
      platform.process(name),
    );
  const whileStopped = async (work: () => Promise<void>) => {
    await Promise.all(services().map((each) => each.stop()));
    await work();
    await Promise.all(services().map((each) => each.start()));
    await platform.ready();
  };
  const asAdministrator = async (...statements: readonly string[]) => {
    const client = new pg.Client({ connectionString: platform.installation.adminUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };

  /** A dump, read into a new database. */
  const asDump = (): Backup => ({
    take: () => asAdministrator(`CREATE DATABASE ${COPY} TEMPLATE ${DATABASE}`),
    restore: () =>
      asAdministrator(
        `DROP DATABASE ${DATABASE} WITH (FORCE)`,
        `ALTER DATABASE ${COPY} RENAME TO ${DATABASE}`,
      ),
  });
  /** The files of the server, copied while it is stopped: nothing in them tells that they are old. */
  const asFiles = (): Backup => {
    const copied = async (direction: 'away' | 'back') => {
      const data = dataDirectoryOf(await postgresDirectory(platform.installation.stateDirectory));
      const copy = `${data}.copy`;
      const [from, to] = direction === 'away' ? [data, copy] : [copy, data];
      await platform.process('postgres').stop();
      await rm(to, { recursive: true, force: true });
      await cp(from, to, { recursive: true, preserveTimestamps: true });
      await ownedAs(from, to);
      await platform.process('postgres').start();
    };
    return { take: () => copied('away'), restore: () => copied('back') };
  };

  it.each([
    ['from a dump', asDump],
    ['from a copy of its files', asFiles],
  ])(
    'is as its log says, %s, and names what is gone',
    async (_how, backupOf) => {
      const backup = backupOf();
      const kept = await createMany('kept', 10);
      await recorded(
        'CREATE_API_TOKEN',
        kept.map(({ id }) => id),
      );
      await whileStopped(() => backup.take());

      const cut = await createMany('cut', 6);
      const [revoked] = kept as [Token];
      expect((await call('DELETE', `/api-tokens/${revoked.id}`)).status).toBe(204);
      await recorded(
        'CREATE_API_TOKEN',
        cut.map(({ id }) => id),
      );
      await recorded('DELETE_API_TOKEN', [revoked.id]);
      for (const token of cut) expect(await statusWith(token)).toBe(200);
      const head = cut.length + 1;

      await whileStopped(() => backup.restore());
      // More than was cut, so that positions are used again, and some beyond.
      const since = await createMany('since', 12);

      // The log: what was kept and what came since.
      const expected = [...kept, ...since].map(({ id }) => id).sort();
      const listed = (await all<{ id: string; name: string }>('/api-tokens')).filter(({ name }) =>
        /^(kept|cut|since) /.test(name),
      );
      expect(listed.map(({ id }) => id).sort()).toEqual(expected);
      // The gateway: a token that is no longer there is unknown, and a deletion that is gone is undone.
      for (const token of cut) expect(await statusWith(token)).toBe(401);
      expect(await statusWith(revoked)).toBe(200);
      // The audit log: every creation of the log, once, and none of those that are gone.
      await recorded('CREATE_API_TOKEN', expected);
      const created = (await recordsOf('CREATE_API_TOKEN')).map(
        ({ targets: [target] }) => target?.id,
      );
      expect(created.filter((id) => cut.some((token) => token.id === id))).toEqual([]);
      expect(new Set(created).size).toBe(created.length);
      const sequences = (await all<AuditRecord>('/audit-log')).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) - index));
      // Enrichment, whose settings are a log as well, answers.
      const { status } = await call('POST', '/enrichment/events', {
        logType: 'AWS.CloudTrail',
        events: [{ sourceIPAddress: '8.8.8.8' }],
      });
      expect(status).toBe(200);
      // Who reads the log learns what is gone.
      const log = await eventually('what is gone was said', async () => {
        const text = await readFile(platform.installation.places.log('tokens'), 'utf8');
        return text.includes('are no longer in the log') && text;
      });
      const named = log.split('\n').filter((line) => line.includes('This event is no longer'));
      expect(named).toHaveLength(head);
      for (const { id } of [...cut, revoked])
        expect(named.filter((line) => line.includes(id))).toHaveLength(1);
    },
    180_000,
  );
});

/** Root's PostgreSQL runs as another user, to whom its files belong. */
async function ownedAs(from: string, to: string): Promise<void> {
  const { uid, gid } = await stat(from);
  if (process.getuid?.() !== 0) return;
  await chown(to, uid, gid);
  for (const name of await readdir(to, { recursive: true })) await chown(`${to}/${name}`, uid, gid);
}
