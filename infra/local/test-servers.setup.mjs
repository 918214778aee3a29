// Jest's globalSetup: one PostgreSQL and one nats-server for all specs of a run. Specs find them in
// TEST_DATABASE_URL (the superuser's, database `postgres`) and TEST_NATS_URL; set those to use servers of yours.
import { existsSync } from 'node:fs';

const launcher = new URL('./dist/index.js', import.meta.url);

const load = async () => {
  if (existsSync(launcher)) return import(launcher.href);
  throw new Error('The launcher is not built, so there are no servers to test with: npm run build');
};

const start = async () => {
  const servers = [];
  const provide = async (variable, startServer) => {
    if (process.env[variable]) return;
    const server = await startServer();
    servers.push({ variable, server });
    process.env[variable] = server.url;
  };
  if (process.env.TEST_DATABASE_URL && process.env.TEST_NATS_URL) return servers;
  const { startTemporaryNats, startTemporaryPostgres } = await load();
  const outcomes = await Promise.allSettled([
    provide('TEST_DATABASE_URL', startTemporaryPostgres),
    provide('TEST_NATS_URL', startTemporaryNats),
  ]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (!failed) return servers;
  await Promise.allSettled(servers.map(({ server }) => server.stop()));
  throw failed.reason;
};

// Two Jest projects name this file; whoever comes second gets what the first started.
export default async () => {
  globalThis.margayTestServers ??= start();
  await globalThis.margayTestServers;
};
