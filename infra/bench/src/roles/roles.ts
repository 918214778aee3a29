import { type AssumableRole, AwsClients, RoleSessions } from '@margay/aws';
import { Secret } from '@margay/config';
import { startTemporaryPlatform } from '@margay/local';
import { type Benchmark, type Check, type Conditions, type Findings, turn } from '../benchmark.js';
import { cleaningUp } from '../clean-up.js';
import { alternate, rate } from '../rounds.js';
import { BareCalls } from './bare-calls.js';
import { onEach } from '../on-each.js';
import { PlatformClient } from '../platform-client.js';
import { Customers, type MadeRole } from './customers.js';

const ROLES = 1_000;
const CONCURRENCY = 8;
const CALLERS = 10_000;

const VERIFIED = 'verification, 8 roles at a time';
const BARE = 'the same calls by the bare SDK, 8 roles at a time';

/** How often STS is asked, while something is done. */
async function stsCalls(customers: Customers, work: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    const calls = await customers.platform.order('calls');
    return (calls['sts:AssumeRole'] ?? 0) + (calls['sts:GetCallerIdentity'] ?? 0);
  };
  const before = await count();
  await work();
  return (await count()) - before;
}

async function manyCallers(
  customers: Customers,
  endpoint: string,
  { id, arn, externalId, secret }: MadeRole,
): Promise<Check> {
  const role: AssumableRole = { id, arn, externalId, secrets: [secret] };
  const roles = {
    list: () => Promise.resolve([role]),
    find: () => Promise.resolve(role),
    onWithdrawn: () => undefined,
  };
  const keys = new Secret({ accessKeyId: 'MARGAYENGINE', secretAccessKey: 'any' });
  const clients = new AwsClients({ endpoint, region: 'us-east-1', timeoutMs: 10_000, keys });
  const sessions = new RoleSessions(clients, roles, { service: 'bench', purpose: 'callers' });
  const calls = await stsCalls(customers, () =>
    Promise.all(Array.from({ length: CALLERS }, () => sessions.roleSession(arn))),
  );
  clients.close();
  return {
    what: `${CALLERS} concurrent roleSession calls make one AssumeRole`,
    holds: calls === 1,
    detail: `${calls} asked of STS`,
  };
}

async function run(conditions: Conditions): Promise<Findings> {
  return cleaningUp(async (whenDone) => {
    const { platform, stop } = await startTemporaryPlatform();
    whenDone(stop);
    const sandboxUrl = platform.sandboxUrl ?? '';
    const customers = new Customers(PlatformClient.of(platform));
    conditions.progress('registering roles');
    const roles = await customers.roles(ROLES);
    const bare = new BareCalls(sandboxUrl);
    let notPassed = 0;
    let asked = 0;
    const verify = () =>
      rate(ROLES, async () => {
        asked = await stsCalls(customers, async () => {
          notPassed += await customers.verify(roles);
        });
      });
    const measured = await alternate(
      [
        {
          name: BARE,
          run: () => rate(ROLES, () => onEach(roles, (role) => bare.of(role), CONCURRENCY)),
        },
        { name: VERIFIED, run: verify },
      ],
      conditions.rounds,
      turn(conditions),
    );
    const [first] = roles;
    if (!first) throw new Error('There is no role.');
    return {
      measured,
      checks: [
        {
          what: 'every verification passes',
          holds: notPassed === 0,
          detail: `${notPassed} did not`,
        },
        await manyCallers(customers, sandboxUrl, first),
      ],
      notes: [
        `${(asked / ROLES).toFixed(2)} calls of STS per role and verification, for two principals`,
        'the verification includes its start and its reading by REST, and its events',
      ],
      servers: {},
    };
  });
}

/** The verification of roles against the sandbox, by REST, bus and log, against its calls alone. */
export const roles: Benchmark = {
  name: 'roles',
  about: `${ROLES} registered roles verified against the sandbox; ${CALLERS} callers of one session.`,
  unit: 'roles',
  comparisons: [{ what: VERIFIED, base: BARE }],
  run,
};
