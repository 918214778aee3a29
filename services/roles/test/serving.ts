import type { AwsSettings } from '@margay/aws';
import { Secret } from '@margay/config';
import { Bus, createService } from '@margay/messaging';
import { Health } from '@margay/observability';
import type { TestDatabase, testNats } from '@margay/testing';
import type { RolesConfig } from '../src/roles.config.js';
import { RolesModule } from '../src/roles.module.js';

export const ENGINE = 'arn:aws:iam::111122223333:role/engine';
export const TESTS = 'arn:aws:iam::111122223333:role/unit-test';

const DAY_MS = 86_400_000;

/** A replica of the service. Those of a suite share queue group, database and stream. */
export async function serveRoles(
  nats: ReturnType<typeof testNats>,
  database: Pick<TestDatabase, 'url'>,
  aws: AwsSettings,
  verification: Partial<RolesConfig['verification']> = {},
): Promise<{ close(): Promise<void> }> {
  const bus = new Bus({ ...nats, service: 'roles' }).start();
  const module = RolesModule.with({
    postgres: { url: database.url },
    cursorSecret: new Secret('a cursor secret'),
    principals: { engine: ENGINE, unitTest: TESTS },
    aws,
    verification: {
      intervals: { regularMs: DAY_MS, soonMs: DAY_MS },
      graceMs: 0,
      concurrency: 8,
      ...verification,
    },
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
