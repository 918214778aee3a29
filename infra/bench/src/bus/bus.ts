import { startTemporaryNats } from '@margay/local';
import { connect } from 'nats';
import { type Benchmark, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { ProcessTime } from '../process.js';
import { alternate } from '../rounds.js';
import { type SideProcess, startSideProcess } from '../side-process.js';
import type { Load } from './load.js';
import { answerBytes, questionBytes } from './token-question.js';

const TURN_MS = 2_000;
const MANY = 64;

const RAW_MANY = 'raw NATS, 64 in flight';
const NEST_MANY = 'client and Nest handler, 64 in flight';
const RAW_ONE = 'raw NATS, 1 in flight';
const NEST_ONE = 'client and Nest handler, 1 in flight';

async function serverVersion(servers: string): Promise<string> {
  const nats = await connect({ servers });
  const version = nats.info?.version ?? '';
  await nats.close();
  return version;
}

/** A server and a client, each a process of its own. */
class Pair {
  private readonly serverTime: ProcessTime;
  private readonly clientTime: ProcessTime;

  constructor(
    server: SideProcess<unknown, unknown>,
    private readonly client: SideProcess<Load, number>,
  ) {
    this.serverTime = new ProcessTime(server.pid);
    this.clientTime = new ProcessTime(client.pid);
  }

  /** @returns requests per second */
  async run(inFlight: number): Promise<number> {
    const ask = async () => {
      const perSecond = await this.client.ask({ inFlight, ms: TURN_MS });
      return { perSecond, count: (perSecond * TURN_MS) / 1_000 };
    };
    if (inFlight === 1) return (await ask()).perSecond;
    return (await this.serverTime.during(() => this.clientTime.during(ask))).perSecond;
  }

  get cost(): string {
    return `server ${this.serverTime.perUnit}, client ${this.clientTime.perUnit}`;
  }
}

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const nats = await startTemporaryNats();
    whenDone(() => nats.stop());
    const start = async (module: string) => {
      const env = { NATS_URL: nats.url };
      const started = await startSideProcess<Load, number>(new URL(module, import.meta.url), env);
      whenDone(() => started.stop());
      return started;
    };
    const raw = new Pair(await start('./raw-server.js'), await start('./raw-client.js'));
    const nest = new Pair(await start('./nest-server.js'), await start('./typed-client.js'));
    const measured = await alternate(
      [
        { name: RAW_MANY, run: () => raw.run(MANY) },
        { name: NEST_MANY, run: () => nest.run(MANY) },
        { name: RAW_ONE, run: () => raw.run(1) },
        { name: NEST_ONE, run: () => nest.run(1) },
      ],
      conditions.rounds,
      turn(conditions),
    );
    const bytes = `${questionBytes().length} bytes there, ${answerBytes().length} back`;
    return {
      measured,
      checks: [],
      notes: [
        `GetToken, ${bytes} for both; ours carry caller, deadline and trace as headers too`,
        `processor time per request, 64 in flight: raw ${raw.cost}; typed and Nest ${nest.cost}`,
      ],
      servers: { 'nats-server': await serverVersion(nats.url) },
    };
  });
}

/** A request through everything that a service's request goes through, against the bare client of NATS. */
export const bus: Benchmark = {
  name: 'bus',
  about: 'Requests and replies between two processes.',
  unit: 'requests',
  comparisons: [
    { what: NEST_MANY, base: RAW_MANY, atLeast: 0.6 },
    { what: NEST_ONE, base: RAW_ONE },
  ],
  run,
};
