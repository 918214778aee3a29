import { startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { requestBytes } from '../http-connection.js';
import { underLoad } from '../http-load.js';
import { ProcessTime } from '../process.js';
import { alternate } from '../rounds.js';
import { startSideProcess } from '../side-process.js';
import { countWarmAuthentication } from './warm-authentication.js';

const CONNECTIONS = 48;
const TURN_MS = 2_000;
const PATH = '/permissions';

const FASTIFY = 'bare Fastify route';
const NEST = 'bare Nest route';
const GATEWAY = 'gateway, warm authenticated request';

interface Server {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
}

/** One server's turns, and what they cost it. */
class Turns {
  private readonly time: ProcessTime;

  constructor(
    readonly server: Server,
    private readonly request: Buffer,
  ) {
    this.time = new ProcessTime(server.pid);
  }

  async run(): Promise<number> {
    const { url } = this.server;
    const load = { url, connections: CONNECTIONS, ms: TURN_MS, requests: [this.request] };
    const { perSecond } = await this.time.during(() => underLoad(load));
    return perSecond;
  }

  get cost(): string {
    return `${this.server.name} ${this.time.perUnit}`;
  }
}

async function sameBytes(
  servers: readonly Server[],
  headers: Record<string, string>,
): Promise<Check> {
  const bodies = await Promise.all(
    servers.map(async ({ url }) => (await fetch(`${url}${PATH}`, { headers })).text()),
  );
  const [first = ''] = bodies;
  return {
    what: 'all serve the same body',
    holds: first.includes('"results"') && bodies.every((body) => body === first),
    detail: bodies.map((body) => `${Buffer.byteLength(body)} bytes`).join(', '),
  };
}

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const bare = async (name: string, module: string): Promise<Server> => {
      const started = await startSideProcess<object, number>(new URL(module, import.meta.url));
      whenDone(() => started.stop());
      return { name, url: `http://127.0.0.1:${await started.ask({})}`, pid: started.pid };
    };
    const servers = [
      await bare(FASTIFY, './fastify-server.js'),
      await bare(NEST, './nest-server.js'),
      { name: GATEWAY, url: platform.gatewayUrl, pid: platform.process('gateway').pid ?? 0 },
    ];
    // The bare ones get the same request, and pay no heed to its key.
    const headers = { 'x-api-key': platform.administratorToken };
    const request = requestBytes('GET', PATH, headers);
    const same = await sameBytes(servers, headers);
    const turns = servers.map((server) => new Turns(server, request));
    const measured = await alternate(
      turns.map((each) => ({ name: each.server.name, run: () => each.run() })),
      conditions.rounds,
      turn(conditions),
    );
    conditions.progress('counting SQL statements and requests on the bus');
    const { checks, notes, serverVersion } = await countWarmAuthentication(platform, PATH);
    const cost = turns.map((each) => each.cost).join(', ');
    return {
      measured,
      checks: [same, ...checks],
      notes: [...notes, `processor time of the server per request: ${cost}`],
      servers: { PostgreSQL: serverVersion },
    };
  });
}

/** The gateway as it is started for users, against routes that do nothing else. */
export const gateway: Benchmark = {
  name: 'gateway',
  about: 'GET /permissions with a key that was used before, over 48 connections kept open.',
  unit: 'requests',
  comparisons: [
    { what: NEST, base: FASTIFY },
    { what: GATEWAY, base: FASTIFY, atLeast: 0.35 },
    { what: GATEWAY, base: NEST, atLeast: 0.75 },
  ],
  run,
};
