import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { alternate, rate } from '../rounds.js';
import { catalogOfMinors, catalogWithClosedEdges, DAY } from './catalogs.js';
import { deploymentsCode, type Fact, type Plan, type Question } from './deployments-code.js';

const MINORS = 40;
const VERSIONS = 1_000;
const EDGES = 1_700;
const PLANS = 200;
const GRAPH_PLANS = 20;
const VALIDATIONS = 2_000;

const ROWS = `plans over ${MINORS} minors`;
const GRAPH = `plans over ${VERSIONS} versions and ${EDGES} closed edges`;
const TABLE = 'validations of the whole table';

const question = (target: string, values: Readonly<Record<string, string>>): Question => ({
  current: '1.0.0',
  target,
  region: 'us-east-1',
  channel: 'stable',
  circumstances: new Set(['deployment_role']),
  parameters: values,
});

const repeated = (count: number, work: () => void) => (): Promise<number> =>
  rate(count, () => {
    for (let n = 0; n < count; n++) work();
    return Promise.resolve();
  });

/** Bytes that something takes, as far as the heap tells. */
function weighed<T>(make: () => T): { readonly made: T; readonly bytes: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const made = make();
  collect();
  return { made, bytes: process.memoryUsage().heapUsed - before };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function leads(what: string, plan: Plan, minors: number): Check {
  const seen = (plan.hops ?? []).map(({ to }) => Number(to.split('.')[1]));
  const all = Array.from({ length: minors - 1 }, (_, n) => n + 1);
  const skipped = all.filter((minor) => !seen.includes(minor));
  return {
    what: `${what} lead through every minor`,
    holds: plan.outcome === 'planned' && skipped.length === 0,
    detail: plan.message ?? `${seen.length} hops, ${skipped.length} minors skipped`,
  };
}

async function run(conditions: Conditions): Promise<Findings> {
  const code = await deploymentsCode();
  const { Catalog, planUpgrade, PUBLISHED_NOTES, GUIDE_PARAMETERS, ParameterCheck } = code;
  const values: Record<string, string> = {
    FirstUserEmail: 'ann@example.com',
    PulumiSecretArn: 'a',
    PulumiSecretKeyArn: 'b',
  };
  for (const { name, default: value } of GUIDE_PARAMETERS)
    if (value !== undefined) values[name] = name === 'PythonRuntime' ? 'python3.9' : value;
  const make = (facts: readonly Fact[]) => weighed(() => Catalog.asOf(DAY, facts));
  const rows = make(catalogOfMinors(MINORS, 5, GUIDE_PARAMETERS));
  const graph = make(catalogWithClosedEdges(VERSIONS, EDGES));
  const planRows = () =>
    planUpgrade(rows.made, PUBLISHED_NOTES, question(`1.${MINORS - 1}`, values));
  const planGraph = () =>
    planUpgrade(graph.made, PUBLISHED_NOTES, question(`1.${VERSIONS / 10 - 1}.0`, values));
  const check = new ParameterCheck(GUIDE_PARAMETERS);
  const situation = { phase: 'first', day: DAY, installed: {}, accepted: new Set() };
  const measured = await alternate(
    [
      { name: ROWS, run: repeated(PLANS, planRows) },
      { name: GRAPH, run: repeated(GRAPH_PLANS, planGraph) },
      { name: TABLE, run: repeated(VALIDATIONS, () => void check.verdict(values, situation)) },
    ],
    conditions.rounds,
    turn(conditions),
  );
  const { errors } = check.verdict(values, situation);
  return {
    measured,
    checks: [
      leads(ROWS, planRows(), MINORS),
      leads(GRAPH, planGraph(), VERSIONS / 10),
      {
        what: 'the values of the table are good',
        holds: errors.length === 0,
        detail: `${errors.length} errors`,
      },
    ],
    notes: [
      `a catalog of ${MINORS} minors takes ${megabytes(rows.bytes)}, one of ${VERSIONS} versions and ${EDGES} closed edges ${megabytes(graph.bytes)}`,
      `the process takes ${megabytes(process.memoryUsage().rss)} at the end`,
    ],
    servers: {},
  };
}

/** The rules of upgrades and of parameters, alone. */
export const plan: Benchmark = {
  name: 'plan',
  about: `Upgrade plans over ${MINORS} minors and over a graph with closed edges; checks of parameters.`,
  unit: 'times',
  comparisons: [{ what: GRAPH, base: ROWS }],
  run,
};
