import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Secret } from '@margay/config';
import { fingerprintOf, newTokenValue, TokensApi } from '@margay/contracts';
import { Database, migrate } from '@margay/event-store';
import { Bus, BusClient, type Caller, createService } from '@margay/messaging';
import { Health } from '@margay/observability';
import { testDatabase, testNats } from '@margay/testing';
import { TokenUse1720000000001 } from '../src/migrations/0001-token-use.js';
import { TokensModule } from '../src/tokens.module.js';

export const pepper = (version: number) => ({ version, secret: new Secret(`pepper-${version}`) });
export const fingerprint = () => fingerprintOf(newTokenValue());

/** The service over a real database and bus, in as many replicas as are served. */
export async function tokensOverNats({ noticeIntervalMs = 600_000 } = {}) {
  const nats = testNats();
  const bootstrap = fingerprint();
  const suite = await testDatabase('tokens', (url, login) =>
    migrate({ url, schema: 'tokens', login, migrations: [TokenUse1720000000001] }),
  );
  const database = new Database(suite.url, 'tokens');
  const gateway = new Bus({ ...nats, service: 'gateway' }).start();
  const tokens = new BusClient(gateway).of(TokensApi);
  const replicas: { close(): Promise<void> }[] = [];

  /** They share queue group, database and stream. */
  const serve = async (...peppers: ReturnType<typeof pepper>[]) => {
    const bus = new Bus({ ...nats, service: 'tokens' }).start();
    const module = TokensModule.with({
      postgres: { url: suite.url },
      peppers,
      cursorSecret: new Secret('a cursor secret'),
      bootstrapFingerprint: bootstrap.toString('hex'),
      lifetimes: {},
      leakPolicy: 'disable',
      noticeIntervalMs,
    });
    const app = await createService(module, { bus, health: new Health() });
    await app.listen();
    replicas.push({
      close: async () => {
        await app.close();
        await bus.close();
      },
    });
  };
  const stop = async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()));
  };

  await serve(pepper(1));
  await serve(pepper(1));
  const callerOf = (id: string): Caller => ({
    actor: { type: 'api-token', id, name: 'Maker' },
    requestId: randomUUID(),
  });
  const { token } = await tokens.authenticateToken({ fingerprint: bootstrap }, callerOf(''));
  const maker = token?.id ?? '';
  return {
    tokens,
    database,
    bootstrap,
    /** The first token, which every other one descends from. */
    maker,
    callerOf,
    serve,
    stop,
    create: async (more: object = {}, by: Caller = callerOf(maker)) => {
      const answer = await tokens.createToken(
        {
          name: 'ci',
          permissions: ['AlertRead'],
          allowedCidrBlocks: ['10.0.0.0/8'],
          fingerprint: fingerprint(),
          ...more,
        },
        by,
      );
      if (!answer.token) throw new Error('There is no token in the answer.');
      return answer.token;
    },
    close: async () => {
      await stop();
      await gateway.close();
      await database.close();
      await suite.drop();
    },
  };
}

export type TokensOverNats = Awaited<ReturnType<typeof tokensOverNats>>;
