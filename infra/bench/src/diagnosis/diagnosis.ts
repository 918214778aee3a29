import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { alternate, median, rate } from '../rounds.js';
import { largeTree, type StackPages } from './large-tree.js';

type Diagnose = (
  rootId: string,
  read: readonly StackPages[],
) => {
  readonly cause?: { readonly path: readonly string[]; readonly cause: { readonly id: string } };
};

/** How many events, and how many milliseconds of processor time one diagnosis of them may take. */
const SIZES = [
  [5_000, 150],
  [12_000, 400],
  [48_000, undefined],
] as const;
const EVENTS_A_TURN = 480_000;

const nameOf = (events: number) => `events of trees of ${events}`;

/** The service's own code, as it was built: a service has nothing that can be imported. */
async function diagnoseOf(): Promise<Diagnose> {
  const at = '../../../../services/deployments/dist/diagnosis/diagnosis.js';
  const code = (await import(new URL(at, import.meta.url).href)) as { diagnose: Diagnose };
  return code.diagnose;
}

async function run(conditions: Conditions): Promise<Findings> {
  const diagnose = await diagnoseOf();
  const trees = SIZES.map(([size, limitMs]) => ({ size, limitMs, tree: largeTree(size) }));
  const spent = new Map<number, number[]>(SIZES.map(([size]) => [size, []]));
  const measured = await alternate(
    trees.map(({ size, tree: { rootId, read, events } }) => ({
      name: nameOf(size),
      run: () => {
        const times = Math.ceil(EVENTS_A_TURN / events);
        return rate(times * events, () => {
          for (let n = 0; n < times; n++) {
            const before = process.cpuUsage();
            diagnose(rootId, read);
            const { user, system } = process.cpuUsage(before);
            spent.get(size)?.push((user + system) / 1_000);
          }
          return Promise.resolve();
        });
      },
    })),
    conditions.rounds,
    turn(conditions),
  );
  const checks = trees.flatMap(({ size, limitMs, tree }): readonly Check[] => {
    const { cause } = diagnose(tree.rootId, tree.read);
    const times = spent.get(size) ?? [];
    const typical = median(times);
    return [
      {
        what: `the cause among ${tree.events} events is found`,
        holds: cause?.path.join('.') === 'N8.Key' && cause.cause.id === 'scp_explicit_deny',
        detail: `${cause?.path.join(' > ')}: ${cause?.cause.id}`,
      },
      ...(limitMs === undefined
        ? []
        : [
            {
              what: `a diagnosis of ${tree.events} events takes at most ${limitMs} ms of processor time`,
              holds: typical <= limitMs,
              detail: `${typical.toFixed(1)} ms, ${Math.max(...times).toFixed(1)} ms at most`,
            },
          ]),
    ];
  });
  return { measured, checks, notes: [], servers: {} };
}

/** The diagnosis of stacks that failed, alone: from pages as they were read. */
export const diagnosis: Benchmark = {
  name: 'diagnosis',
  about:
    'Diagnoses of failed stacks with 5,000 to 48,000 events; whether the time grows with them alone.',
  unit: 'events',
  comparisons: [
    { what: nameOf(12_000), base: nameOf(5_000), atLeast: 0.7 },
    { what: nameOf(48_000), base: nameOf(5_000), atLeast: 0.5 },
  ],
  run,
};
