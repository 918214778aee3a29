import 'reflect-metadata';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Rollout, RolloutsApi } from '@margay/contracts';
import { Bus, BusClient, type Client } from '@margay/messaging';
import {
  eventually,
  startTestSandbox,
  type TestDatabase,
  testNats,
  type TestSandbox,
} from '@margay/testing';
import { DeployedAccount, SECRET } from './deployed-account.js';
import { ann, bob } from './inspected-account.js';
import { callerOf, deploymentsDatabase, serveDeployments } from './serving.js';

const cat = callerOf('cat');

describe('rollouts', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let aws: TestSandbox;
  let stand: DeployedAccount;
  let rollouts: Client<typeof RolloutsApi>;

  beforeAll(async () => {
    aws = await startTestSandbox();
    database = await deploymentsDatabase();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    const client = new BusClient(bus);
    stand = new DeployedAccount(aws, client);
    rollouts = client.of(RolloutsApi);
    const endpoint = aws.url;
    running.push(await serveDeployments(nats, database, { endpoint }));
    running.push(await serveDeployments(nats, database, { endpoint }));
    await stand.prepare();
    for (const version of ['3.1.0', '3.2.0']) await stand.release(version);
    await stand.release('3.3.0', { Alerts: { Type: 'AWS::DynamoDB::Table' } });
    await stand.release('3.4.0');
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
    await aws.close();
  });

  const ring = (name: string, ids: readonly string[], more: object = {}) => ({
    name,
    soakMinutes: 0,
    accounts: ids.map((accountId) => ({ accountId, ...more })),
  });
  const request = async (rings: ReturnType<typeof ring>[], more: object = {}) => {
    const asked = { target: '3.1.0', rings, maxParallel: 2, stackName: 'panther-prod' };
    const given = { parameters: { Secret: SECRET }, ...asked, ...more };
    const { rollout } = await rollouts.requestRollout(given, ann());
    return rollout?.id ?? '';
  };
  const get = async (id: string): Promise<Rollout> => {
    const { rollout } = await rollouts.getRollout({ id }, ann());
    if (!rollout) throw new Error('An answer without its rollout.');
    return rollout;
  };
  const until = (id: string, what: string, is: (rollout: Rollout) => boolean) =>
    eventually(
      what,
      async () => {
        const rollout = await get(id);
        return is(rollout) && rollout;
      },
      60_000,
    );
  const statuses = ({ rings }: Rollout) =>
    rings.map(({ accounts }) => accounts.map(({ status }) => status));
  const isOver = ({ status, rings }: Rollout) =>
    ['completed', 'halted', 'cancelled'].includes(status) &&
    rings.every(({ accounts }) => accounts.every((each) => each.status !== 'running'));
  const accounts = async (count: number) => {
    const ids: string[] = [];
    for (let each = 0; each < count; each++) ids.push(await stand.account());
    return ids;
  };
  const lift = async () => {
    const { freezes } = await rollouts.listFreezes({}, ann());
    for (const { id } of freezes) await rollouts.liftFreeze({ id, reason: 'A test.' }, ann());
  };

  it('deploy to every account, ring by ring, with the approval of one person', async () => {
    const [first = '', second = '', third = ''] = await accounts(3);
    const id = await request([ring('canary', [first]), ring('all', [second, third])]);
    await expect(rollouts.approveRollout({ id }, ann())).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await stand.calls(first)).toEqual([]);
    await rollouts.approveRollout({ id }, bob());
    const done = await until(id, 'the rollout is over', isOver);
    expect([done.status, statuses(done)]).toEqual([
      'completed',
      [['completed'], ['completed', 'completed']],
    ]);
    for (const accountId of [first, second, third]) {
      const deployment = await stand.get(accountId, 1);
      expect(deployment).toMatchObject({ status: 'completed', rolloutId: id });
      const begun = (await stand.calls(accountId)).map((call) => [call.action, call.begun]);
      expect(begun).toEqual([
        ['CreateStack', 1],
        ['StartBuild', 1],
      ]);
    }
    const { rollouts: listed } = await rollouts.listRollouts({}, ann());
    expect(listed.find((each) => each.id === id)).toMatchObject({ status: 'completed' });
  });

  it('are halted by a failure too many, and touch no account after that', async () => {
    const [first = '', failing = '', spared = ''] = await accounts(3);
    await aws.order('stackFault', {
      account: stand.customer.numberOf(failing),
      resource: 'Core.Data.Key',
      kind: 'scp_denial',
      detail: 'sns:CreateTopic',
    });
    const id = await request([
      ring('canary', [first]),
      ring('early', [failing]),
      ring('all', [spared]),
    ]);
    await rollouts.approveRollout({ id }, bob());
    const halted = await until(id, 'the rollout is over', isOver);
    expect([halted.status, statuses(halted)]).toEqual([
      'halted',
      [['completed'], ['failed'], ['waiting']],
    ]);
    expect(await stand.calls(spared)).toEqual([]);
  });

  it('upgrade hop by hop by themselves, but nothing with a state goes unless somebody looked', async () => {
    const [id = ''] = await accounts(1);
    const installed = await stand.request(id, { target: '3.2.0' });
    await stand.approve(id, installed);
    await stand.ended(id, installed);
    // What runs there is known from its last deployment.
    const rollout = await request([ring('all', [id], { roleVersion: '3.2.0' })], {
      target: '3.4.0',
    });
    expect((await get(rollout)).rings[0]?.accounts[0]?.target?.current).toBe('3.2.0');
    await rollouts.approveRollout({ id: rollout }, bob());
    await stand.until(
      'the second hop has its first approval',
      id,
      2,
      ({ hop, waitsFor, missingApprovals }) =>
        hop === 1 && waitsFor === 'approval' && missingApprovals === 1,
    );
    await stand.approve(id, 2, cat);
    expect((await until(rollout, 'the rollout is over', isOver)).status).toBe('completed');
  });

  it('begin nothing within a freeze, and go on when it is lifted', async () => {
    const [id = ''] = await accounts(1);
    await rollouts.declareFreeze(
      { until: timestampFromDate(new Date(Date.now() + 3_600_000)), reason: 'Holidays.' },
      ann(),
    );
    try {
      const rollout = await request([ring('all', [id])]);
      await rollouts.approveRollout({ id: rollout }, bob());
      expect(await get(rollout)).toMatchObject({ status: 'running', heldBy: 'frozen' });
      await lift();
      expect((await until(rollout, 'the rollout is over', isOver)).status).toBe('completed');
    } finally {
      await lift();
    }
  });

  it('soak between rings, and say until when', async () => {
    const [first = '', second = ''] = await accounts(2);
    const rings = [{ ...ring('canary', [first]), soakMinutes: 60 }, ring('all', [second])];
    const id = await request(rings);
    await rollouts.approveRollout({ id }, bob());
    const soaking = await until(id, 'it soaks', ({ heldBy }) => heldBy === 'soaking');
    expect([soaking.ring, statuses(soaking)]).toEqual([1, [['completed'], ['waiting']]]);
    await rollouts.cancelRollout({ id, reason: 'Enough.' }, ann());
    expect((await get(id)).status).toBe('cancelled');
    expect(await stand.calls(second)).toEqual([]);
  });

  it('are refused with every account that they cannot reach, before anything is asked of anybody', async () => {
    const [id = ''] = await accounts(1);
    await expect(
      request([ring('all', [id, '999999999999-us-east-1'])], { target: '3.9.0' }),
    ).rejects.toMatchObject({
      code: 'bad_request',
      fields: [
        { path: 'rings[0].accounts[0]', message: expect.stringContaining('no such release') },
        { path: 'rings[0].accounts[1]', message: expect.stringContaining('no such account') },
      ],
    });
    await expect(request([ring('all', [id]), ring('twice', [id])])).rejects.toMatchObject({
      fields: [{ path: 'rings[1].accounts[0].accountId', message: 'Is there twice.' }],
    });
  });

  it('keep values of parameters out of their events', async () => {
    const [id = ''] = await accounts(1);
    const rollout = await request([ring('all', [id])]);
    expect(
      JSON.stringify(await get(rollout), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ).not.toContain(SECRET);
    await rollouts.cancelRollout({ id: rollout, reason: 'A test.' }, ann());
  });

  it('are told to accounts as notices, each with its own way', async () => {
    const [id = ''] = await accounts(1);
    const run = await stand.request(id);
    await stand.approve(id, run);
    await stand.ended(id, run);
    const { notices } = await eventually('the notice is there', async () => {
      const answer = await rollouts.listReleaseNotices({ version: '3.3.0', limit: 50 }, ann());
      return answer.notices.some(({ accountId }) => accountId === id) && answer;
    });
    expect(notices.find(({ accountId }) => accountId === id)).toMatchObject({
      current: '3.1.0',
      outcome: 'planned',
      hops: ['3.2.0', '3.3.0'],
    });
  });
});
