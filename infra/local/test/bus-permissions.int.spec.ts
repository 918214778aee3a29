import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { connect, nkeyAuthenticator, type NatsConnection } from 'nats';
import { natsBinary } from '../src/nats-binary.js';
import { launchNats, natsUrl } from '../src/nats-server.js';
import { BUS_LOGINS } from '../src/permissions/bus-login.js';
import { busMatrix } from '../src/permissions/bus-matrix.js';
import { busPermissions } from '../src/permissions/bus-permissions.js';
import { freePort } from '../src/ports.js';
import { completeSecrets, publicNkey } from '../src/secrets.js';
import type { Spawned } from '../src/spawn-server.js';
import { PROGRAM_CACHE } from '../src/state-directory.js';
import { STOP_NATS, stopProcess } from '../src/stop-process.js';
import { temporaryDirectory } from '../src/temporary-directory.js';

const NAMES = BUS_LOGINS.map(({ name }) => name);

/** A subject that a pattern stands for. */
const concrete = (pattern: string): string => pattern.replaceAll('*', 'x').replace(/>$/, 'x.y');

/** NATS's own rule of wildcards, for what is expected. */
const covers = (pattern: string, subject: string): boolean => {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  return (
    wanted.every((word, index) =>
      word === '>'
        ? given.length > index
        : given[index] !== undefined && (word === '*' || word === given[index]),
    ) &&
    (wanted.at(-1) === '>' || wanted.length === given.length)
  );
};

class Client {
  private readonly refused = new Set<string>();

  private constructor(readonly nats: NatsConnection) {
    void this.listen();
  }

  static async open(port: number, seed: string): Promise<Client> {
    return new Client(
      await connect({
        servers: natsUrl(port),
        authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
        reconnect: false,
      }),
    );
  }

  /** Which of the subjects the server refused to this login. */
  async refusedOf(
    what: 'publish' | 'subscription',
    subjects: readonly string[],
  ): Promise<readonly string[]> {
    this.refused.clear();
    const open = subjects.map((subject) => {
      if (what === 'subscription')
        return this.nats.subscribe(subject, { callback: () => undefined });
      this.nats.publish(subject);
      return undefined;
    });
    // Whatever the server has to say comes before its answer to a ping; the status is read a turn later.
    await this.nats.flush();
    await new Promise((resolve) => setImmediate(resolve));
    for (const subscription of open)
      if (subscription && !subscription.isClosed()) subscription.unsubscribe();
    return subjects.filter((subject) => this.refused.has(`${what} ${subject}`));
  }

  private async listen(): Promise<void> {
    for await (const { permissionContext } of this.nats.status())
      if (permissionContext)
        this.refused.add(`${permissionContext.operation} ${permissionContext.subject}`);
  }
}

describe('the bus', () => {
  let server: Spawned;
  let port: number;
  const clients = new Map<string, Client>();
  const as = (name: string): Client => {
    const client = clients.get(name);
    if (!client) throw new Error(`There is no ${name}.`);
    return client;
  };

  beforeAll(async () => {
    const directory = await temporaryDirectory('nats');
    const { bus } = completeSecrets({}, [], NAMES);
    port = await freePort();
    server = await launchNats({
      binary: await natsBinary({ cache: PROGRAM_CACHE, env: process.env }),
      directory,
      port,
      log: join(directory, 'nats.log'),
      users: BUS_LOGINS.map((login) => ({
        name: login.name,
        nkey: publicNkey(bus[login.name] ?? ''),
        permissions: busPermissions(login),
      })),
    });
    for (const name of NAMES) clients.set(name, await Client.open(port, bus[name] ?? ''));
  });
  afterAll(async () => {
    for (const { nats } of clients.values()) await nats.close();
    await stopProcess(server.identity, STOP_NATS);
  });

  const subjects = [...new Set(busMatrix().rows.map(({ subject }) => concrete(subject)))];

  it.each(BUS_LOGINS.map((login) => [login.name, login] as const))(
    'lets %s publish and subscribe what its column says, and refuses every other cell',
    async (name, login) => {
      const { publish, subscribe } = busPermissions(login);
      const outside = (patterns: readonly string[]) =>
        subjects.filter((subject) => !patterns.some((pattern) => covers(pattern, subject)));
      expect(await as(name).refusedOf('publish', subjects)).toEqual(outside(publish));
      expect(await as(name).refusedOf('subscription', subjects)).toEqual(outside(subscribe));
      expect(outside(publish).length).toBeGreaterThan(0);
    },
  );

  const HOSTILE_TO_ALL = {
    publish: [
      '$JS.API.INFO',
      '$JS.API.STREAM.LIST',
      '$JS.API.STREAM.NAMES',
      '$JS.API.STREAM.CREATE.EVERYTHING',
      '$JS.API.STREAM.PURGE.EVENTS_TOKENS',
      '$JS.API.STREAM.MSG.DELETE.EVENTS_TOKENS',
      '$JS.API.STREAM.UPDATE.EVERYTHING',
      '$JS.API.STREAM.DELETE.LOGS',
      '$JS.API.STREAM.PURGE.LOGS',
      '$JS.API.CONSUMER.DELETE.EVENTS_TOKENS.other',
      '$JS.API.SERVER.REMOVE',
      '$JS.API.ACCOUNT.PURGE.MARGAY',
      '$SYS.REQ.SERVER.PING',
      '_INBOX.gateway.jetstream.x.0',
    ],
    subscription: [
      '>',
      '*',
      '_INBOX.>',
      '_INBOX.*.tokens.>',
      'margay.>',
      'events.>',
      'audit.>',
      'logs.>',
      'enriched.>',
      '$JS.>',
      '$JS.ACK.>',
      '$JS.EVENT.ADVISORY.>',
      '$SYS.>',
    ],
  } as const;

  it.each(NAMES)('refuses to %s what nobody may', async (name) => {
    const { publish, subscription } = HOSTILE_TO_ALL;
    expect(await as(name).refusedOf('publish', publish)).toEqual(publish);
    expect(await as(name).refusedOf('subscription', subscription)).toEqual(subscription);
  });

  it('brings an answer of the service that was asked, and none that another forges', async () => {
    const request = 'margay.tokens.v1.TokensApi.AuthenticateToken';
    const inbox = '_INBOX.gateway.tokens.instance';
    const answers = as('gateway').nats.subscribe(`${inbox}.*`, { max: 1 });
    const requests = as('tokens').nats.subscribe(request, { max: 1 });
    await as('tokens').nats.flush();
    await as('gateway').nats.flush();
    as('gateway').nats.publish(request, 'who?', { reply: `${inbox}.1` });
    for await (const message of requests) {
      // The forger is told where the answer goes, and is first.
      for (const forger of ['roles', 'enrichment', 'audit', 'deployments', 'detection'])
        expect(await as(forger).refusedOf('publish', [`${inbox}.1`])).toEqual([`${inbox}.1`]);
      message.respond('genuine');
    }
    for await (const answer of answers) expect(answer.string()).toBe('genuine');
  });

  it('keeps the streams and acknowledgements of one service from the others', async () => {
    const others = NAMES.filter((name) => name !== 'tokens');
    const stream = [
      '$JS.API.STREAM.DELETE.EVENTS_TOKENS',
      '$JS.API.STREAM.CREATE.EVENTS_TOKENS',
      'events.tokens.token.TokenDeleted',
      'pulse.tokens',
    ];
    for (const name of others) expect(await as(name).refusedOf('publish', stream)).toEqual(stream);
    const acks = ['$JS.ACK.EVENTS_TOKENS.audit-log.1.2.3.4.5'];
    for (const name of NAMES.filter((each) => each !== 'audit'))
      expect(await as(name).refusedOf('publish', acks)).toEqual(acks);
    expect(await as('audit').refusedOf('publish', acks)).toEqual([]);
  });
});
