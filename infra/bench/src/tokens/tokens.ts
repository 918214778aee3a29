import { startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { HttpConnection, requestBytes } from '../http-connection.js';
import { alternate, rateDuring } from '../rounds.js';
import { startSideProcess } from '../side-process.js';
import { startGatewayReplica } from './gateway-replica.js';
import { percentile } from './percentile.js';
import { revocation } from './revocation.js';
import { bytesPerToken, verification } from './verification.js';

const TURN_MS = 2_000;
const KNOWN_TOKENS = 10_000;
const CONNECTIONS = 16;
const REPLICAS = 3;
const REVOCATIONS = 100;
const REFUSED_WITHIN_MS = 1_000;
const PATH = '/permissions';

const PLAIN = 'hash, map, block and permission in plain code';
const VERIFICATION = 'verification in process';
const BARE = 'bare Fastify route';
const GATEWAY = 'gateway, warm authenticated request';

const shown = (ms: number): string => `${ms.toFixed(1)} ms`;

const distribution = (ms: readonly number[]): string =>
  [50, 90, 99, 100].map((of) => `p${of} ${shown(percentile(ms, of))}`).join(', ');

/** So many connections, kept busy: how many requests a second, and how long each took. */
async function load(url: string, key: string, times: number[]): Promise<number> {
  const opened = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => HttpConnection.to(url)),
  );
  const request = requestBytes('GET', PATH, { 'x-api-key': key });
  try {
    return await rateDuring(TURN_MS, CONNECTIONS, async (index) => {
      const start = performance.now();
      await opened[index % CONNECTIONS]?.send(request);
      times.push(performance.now() - start);
    });
  } finally {
    for (const connection of opened) connection.close();
  }
}

async function run(conditions: Conditions): Promise<Findings> {
  const { rounds, progress } = conditions;
  return cleaningUp(async (whenDone) => {
    progress('measuring memory');
    const memory: string[] = [];
    for (const tokens of [1_000, 10_000, 100_000])
      memory.push(`${tokens}: ${Math.round(await bytesPerToken(tokens))} bytes each`);
    const verify = await verification(KNOWN_TOKENS);
    const inProcess = await alternate(
      [
        { name: PLAIN, run: () => Promise.resolve(verify.plain(TURN_MS)) },
        { name: VERIFICATION, run: () => Promise.resolve(verify.gateway(TURN_MS)) },
      ],
      rounds,
      turn(conditions),
    );
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const bare = await startSideProcess<object, number>(
      new URL('../gateway/fastify-server.js', import.meta.url),
    );
    whenDone(() => bare.stop());
    const bareUrl = `http://127.0.0.1:${await bare.ask({})}`;
    const key = platform.administratorToken;
    const [bareTimes, times]: [number[], number[]] = [[], []];
    const throughGateway = await alternate(
      [
        { name: BARE, run: () => load(bareUrl, key, bareTimes) },
        { name: GATEWAY, run: () => load(platform.gatewayUrl, key, times) },
      ],
      rounds,
      turn(conditions),
    );
    progress('starting more gateways');
    const urls = [platform.gatewayUrl];
    while (urls.length < REPLICAS) {
      const replica = await startGatewayReplica(platform);
      whenDone(() => replica.stop());
      urls.push(replica.url);
    }
    const refused: number[] = [];
    let allAtOnce = true;
    for (let n = 0; n < REVOCATIONS; n++) {
      progress('revoking', `${n + 1} of ${REVOCATIONS}`);
      const { refusedMs, atOnce } = await revocation(urls, key);
      refused.push(...refusedMs);
      allAtOnce &&= atOnce;
    }
    return {
      measured: [...inProcess, ...throughGateway],
      checks: [
        {
          what: `a deleted token is refused everywhere within ${REFUSED_WITHIN_MS} ms at p99`,
          holds: percentile(refused, 99) <= REFUSED_WITHIN_MS,
          detail: `${REVOCATIONS} deletions, ${REPLICAS} gateways, from sending the deletion: ${distribution(refused)}`,
        },
        {
          what: 'a new token is let in at once everywhere',
          holds: allAtOnce,
          detail: `the first use of each of ${REVOCATIONS} on each gateway`,
        },
      ],
      notes: [
        `answers over ${CONNECTIONS} connections: gateway ${distribution(times)}; bare route ${distribution(bareTimes)}`,
        `memory of verified tokens: ${memory.join(', ')}`,
      ],
      servers: {},
    };
  });
}

/** What a token costs who checks it, and how soon one that was taken away is refused. */
export const tokens: Benchmark = {
  name: 'tokens',
  about: 'Checking API tokens in process and through the gateway, and taking them away.',
  unit: 'checks',
  comparisons: [
    { what: VERIFICATION, base: PLAIN, atLeast: 0.5 },
    { what: GATEWAY, base: BARE, atLeast: 0.35 },
  ],
  run,
};
