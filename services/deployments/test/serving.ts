import { randomUUID } from 'node:crypto';
import { Secret } from '@margay/config';
import { migrate } from '@margay/event-store';
import { Bus, createService } from '@margay/messaging';
import { Health } from '@margay/observability';
import { testDatabase, type TestDatabase, type testNats } from '@margay/testing';
import { DeploymentsModule } from '../src/deployments.module.js';
import { MIGRATIONS } from '../src/migrations.js';

export const INSPECTOR = 'arn:aws:iam::111122223333:role/margay-deployments';

export const deploymentsDatabase = (): Promise<TestDatabase> =>
  testDatabase(
    'deployments',
    (url, login) => migrate({ url, schema: 'deployments', login, migrations: MIGRATIONS }),
    MIGRATIONS.map(({ name }) => name).join(),
  );

export const callerOf = (id: string) => () => ({
  actor: { type: 'api-token', id, name: id } as const,
  requestId: randomUUID(),
});

/** A replica of the service. Those of a suite share queue group, database and stream. */
export async function serveDeployments(
  nats: ReturnType<typeof testNats>,
  database: Pick<TestDatabase, 'url'>,
  more: { readonly endpoint?: string; readonly preflightMs?: number } = {},
): Promise<{ close(): Promise<void> }> {
  const bus = new Bus({ ...nats, service: 'deployments' }).start();
  const module = DeploymentsModule.with({
    postgres: { url: database.url },
    cursorSecret: new Secret('a cursor secret'),
    approvalWatchMs: 100,
    aws: {
      // Nobody listens there: a suite that has no AWS asks none.
      endpoint: more.endpoint ?? 'http://127.0.0.1:9',
      region: 'us-east-1',
      timeoutMs: 5_000,
      keys: new Secret({ accessKeyId: 'INSPECTOR', secretAccessKey: 'any' }),
    },
    inspectorRoleArn: INSPECTOR,
    preflightMs: more.preflightMs ?? 60_000,
    runLookMs: { least: 20, most: 200 },
  });
  const app = await createService(module, { bus, health: new Health() });
  await app.listen();
  return {
    close: async () => {
      await app.close();
      await bus.close();
    },
  };
}
