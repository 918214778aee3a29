import { randomBytes } from 'node:crypto';

/** Where the nats-server of this run is. */
export function natsUrl(): string {
  const url = process.env['TEST_NATS_URL'];
  if (!url) throw new Error('TEST_NATS_URL is not set: run specs through npm.');
  return url;
}

/** What a suite's `Bus` connects with: a namespace of its own, so that suites on one server never meet. */
export const testNats = () => ({
  servers: [natsUrl()],
  namespace: `t${randomBytes(6).toString('hex')}`,
});

/** A nats-server of a suite's own, to be killed, wiped and brought back. */
export interface OwnNats {
  readonly url: string;
  readonly storeDirectory: string;
  kill9(): Promise<void>;
  /** On the same port and store. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const LAUNCHER = new URL('../../../infra/local/dist/index.js', import.meta.url);

/** Three that are one bus. */
export async function startOwnNatsCluster(): Promise<readonly OwnNats[]> {
  const launcher = (await import(LAUNCHER.href)) as {
    startTemporaryNatsCluster(): Promise<readonly OwnNats[]>;
  };
  return launcher.startTemporaryNatsCluster();
}

export async function startOwnNats(): Promise<OwnNats> {
  const launcher = (await import(LAUNCHER.href)) as { startTemporaryNats(): Promise<OwnNats> };
  return launcher.startTemporaryNats();
}
