import { setTimeout as sleep } from 'node:timers/promises';
import { type Platform, startTemporaryPlatform } from '@margay/local';
import pg from 'pg';
import type { Benchmark, Check, Conditions, Findings } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { onEach } from '../on-each.js';
import { PlatformClient } from '../platform-client.js';
import { residentMb } from '../process.js';
import { type DeployedAccount, DeployedAccounts } from './deployed-accounts.js';
import { type Latency, RunLog } from './run-log.js';
import { RESOURCE_COUNT } from './stack-templates.js';

/** How much faster than in AWS stacks are made. */
const FACTOR = 60;
const KILLS = 10;
const WAIT_MS_MAX = 90 * 60_000;
const SAMPLE_MS = 1_000;

interface Told {
  readonly status: string;
  readonly cause?: { readonly message: string };
}
interface Counted {
  readonly action: string;
  readonly account: string;
  readonly token: string;
  readonly begun: number;
}

interface Outcome {
  readonly ms: number;
  /** Of the service, in MB. */
  readonly memory: number;
  readonly wrong: readonly string[];
  readonly doubled: readonly string[];
  readonly changes: number;
  readonly due: Latency;
  readonly called: Latency;
  /** After each kill, until a deployment went on. */
  readonly resumedMs: readonly number[];
}

/** Runs the work again and again until it says that it is over. */
async function until(work: () => Promise<boolean>, everyMs: number): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await work())) {
    if (performance.now() > deadline) throw new Error('The deployments do not end.');
    await sleep(everyMs);
  }
}

/** Those that did not end as they had to. */
async function wrongOf(
  client: PlatformClient,
  accounts: readonly DeployedAccount[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  await onEach(accounts, async ({ id, expected }) => {
    const { status, cause } = await client.call<Told>('GET', `/deployments/${id}/1`);
    const missing = expected.names.filter((name) => !cause?.message.includes(name));
    if (status !== expected.status || missing.length > 0)
      wrong.push(`${id} is ${status}, without ${missing.join(', ')}: ${cause?.message ?? ''}`);
  });
  return wrong;
}

/** Changes that AWS began more often than it had to. */
async function countedCalls(client: PlatformClient, accounts: readonly DeployedAccount[]) {
  const { calls } = await client.order<{ calls: readonly Counted[] }>('stackCalls');
  const begun = new Map<string, number>();
  for (const { action, account, begun: times } of calls)
    begun.set(`${account} ${action}`, (begun.get(`${account} ${action}`) ?? 0) + times);
  const doubled: string[] = [];
  for (const { account, expected } of accounts)
    for (const [action, wanted] of [
      ['CreateStack', 1],
      ['StartBuild', expected.builds],
    ] as const) {
      const times = begun.get(`${account} ${action}`) ?? 0;
      if (times !== wanted) doubled.push(`${account}: ${times} times ${action}`);
    }
  return { doubled, changes: [...begun.values()].reduce((sum, each) => sum + each, 0) };
}

async function together(
  platform: Platform,
  accounts: readonly DeployedAccount[],
  log: RunLog,
  kills: number,
  progress: (detail: string) => void,
): Promise<{ ms: number; memory: number; killedAt: readonly Date[] }> {
  const service = platform.process('deployments');
  const startedAt = performance.now();
  const killedAt: Date[] = [];
  let memory = 0;
  await until(async () => {
    memory = Math.max(memory, await residentMb(service.pid));
    const ended = await log.ended();
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    progress(`${ended} of ${accounts.length} over after ${seconds} s, ${killedAt.length} kills`);
    // Spread over the whole way, whatever its length turns out to be.
    const due = Math.min(
      kills,
      Math.floor((kills * (ended + accounts.length / 20)) / accounts.length),
    );
    if (killedAt.length < due) {
      killedAt.push(new Date());
      await service.kill9();
      await service.running();
    }
    return ended === accounts.length;
  }, SAMPLE_MS);
  return { ms: performance.now() - startedAt, memory, killedAt };
}

const drill = ({ runs, progress }: Conditions, kills: number): Promise<Outcome> =>
  cleaningUp(async (whenDone) => {
    const stage = kills === 0 ? 'undisturbed' : `${kills} times kill -9`;
    progress(stage, 'starting servers');
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const owner = new pg.Client(platform.installation.databaseUrl);
    await owner.connect();
    whenDone(() => owner.end());
    const client = PlatformClient.of(platform);
    const customers = await DeployedAccounts.prepare(client, FACTOR);
    progress(stage, `${runs} accounts`);
    const accounts = await customers.accounts(runs);
    const log = new RunLog(owner);
    const going = together(platform, accounts, log, kills, (detail) => progress(stage, detail));
    const [{ ms, memory, killedAt }] = await Promise.all([going, customers.deploy(accounts)]);
    await platform.ready();
    return {
      ms,
      memory,
      wrong: await wrongOf(client, accounts),
      ...(await countedCalls(client, accounts)),
      due: await log.due(),
      called: await log.called(),
      resumedMs: await log.resumedAfter(killedAt),
    };
  });

const some = (all: readonly string[]): string =>
  all.length === 0 ? 'none' : `${all.length}: ${all.slice(0, 3).join('; ')}`;

const checksOf = (name: string, { wrong, doubled, changes }: Outcome): Check[] => [
  {
    what: `${name}: every deployment ends as it has to, and a failed one names what was injected`,
    holds: wrong.length === 0,
    detail: `others: ${some(wrong)}`,
  },
  {
    what: `${name}: AWS began every change once`,
    holds: doubled.length === 0,
    detail: `of ${changes} changes more or fewer: ${some(doubled)}`,
  },
];

const shown = ({ p50, p99, most }: Latency): string =>
  `${p50.toFixed(0)} ms at p50, ${p99.toFixed(0)} at p99, ${most.toFixed(0)} at most`;

const notesOf = (name: string, { ms, memory, due, called, resumedMs }: Outcome): string[] => [
  `${name}: ${(ms / 1_000).toFixed(0)} s from the first request to the last end, ${memory.toFixed(0)} MB of the service at most`,
  `${name}: a step that was due was begun after ${shown(due)}; a call was answered and stored after ${shown(called)}`,
  ...(resumedMs.length === 0
    ? []
    : [
        `${name}: deployments went on ${resumedMs.map((each) => (each / 1_000).toFixed(1)).join(', ')} s after each kill`,
      ]),
];

async function run(conditions: Conditions): Promise<Findings> {
  const undisturbed = await drill(conditions, 0);
  const killed = await drill(conditions, KILLS);
  const ways = [
    ['undisturbed', undisturbed],
    [`killed ${KILLS} times`, killed],
  ] as const;
  return {
    measured: [],
    checks: ways.flatMap(([name, outcome]) => checksOf(name, outcome)),
    notes: [
      `${conditions.runs} installations at once, of 9 stacks within and ${RESOURCE_COUNT} resources each, ${FACTOR} times faster than in AWS; every fifth fails, every twentieth read is throttled`,
      ...ways.flatMap(([name, outcome]) => notesOf(name, outcome)),
    ],
    servers: {},
  };
}

/** Many deployments at once, with what goes wrong in AWS and with us. */
export const deployments: Benchmark = {
  name: 'deployments',
  about:
    'Installations at once, faults among them; the same under kill -9. --runs N, 1,000 unless told.',
  unit: 'a second',
  comparisons: [],
  run,
};
