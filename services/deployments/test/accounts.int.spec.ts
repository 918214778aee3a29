import 'reflect-metadata';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountsApi, eventFilesOf } from '@margay/contracts';
import { Bus, BusClient, type Client, eventTypes, RemoteLog } from '@margay/messaging';
import { eventually, type TestDatabase, testNats } from '@margay/testing';
import { callerOf, deploymentsDatabase, serveDeployments } from './serving.js';

const facts = { deployedBy: 'deployment_role', snowflake: 'vendor', customDomain: '' };
const region = 'us-east-1';
const ann = callerOf('ann');
const bob = callerOf('bob');

describe('accounts', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let client: BusClient;
  let accounts: Client<typeof AccountsApi>;

  beforeAll(async () => {
    database = await deploymentsDatabase();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    client = new BusClient(bus);
    accounts = client.of(AccountsApi);
    running.push(await serveDeployments(nats, database), await serveDeployments(nats, database));
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
  });

  let made = 444400000000;
  const fresh = () => String(++made);
  const request = async (account = fresh(), more: object = {}) =>
    (await accounts.requestAccount({ account, region, facts, ...more }, ann())).account;
  const idOf = async () => (await request())?.id ?? '';

  it('are told as they are kept', async () => {
    const account = fresh();
    const asked = { facts: { ...facts, customDomain: 'SIEM.example.com' }, comment: ' pilot ' };
    expect(await request(account, asked)).toMatchObject({
      id: `${account}-us-east-1`,
      account,
      region,
      status: 'requested',
      facts: { ...facts, customDomain: 'siem.example.com' },
      comment: 'pilot',
      revision: 1,
      requestedBy: { id: 'ann' },
      updatedBy: { id: 'ann' },
    });
  });

  it('hold one deployment in each region', async () => {
    const account = fresh();
    await request(account);
    await expect(request(account)).rejects.toMatchObject({ code: 'conflict' });
    await request(account, { region: 'eu-west-1' });
  });

  it('are asked for once, however many ask at the same time', async () => {
    const account = fresh();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => request(account)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are refused with every field that is wrong', async () => {
    const wrong = { region: 'mars-1', facts: { ...facts, deployedBy: 'me', customDomain: 'x' } };
    await expect(request('12', wrong)).rejects.toMatchObject({
      code: 'bad_request',
      fields: [
        { path: 'account' },
        { path: 'region' },
        { path: 'facts.deployedBy' },
        { path: 'facts.customDomain' },
      ],
    });
  });

  it('are only for regions that are supported', async () => {
    const { regions } = await accounts.listRegions({}, ann());
    expect(regions).toContain('us-east-1');
    for (const each of regions) await request(fresh(), { region: each });
    await expect(request(fresh(), { region: 'us-gov-west-1' })).rejects.toMatchObject({
      fields: [{ path: 'region' }],
    });
  });

  it('are approved by a second person', async () => {
    const id = await idOf();
    await expect(accounts.approveAccount({ id }, ann())).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { account } = await accounts.approveAccount({ id, comment: 'fine' }, bob());
    expect(account).toMatchObject({
      status: 'approved',
      comment: 'fine',
      revision: 2,
      requestedBy: { id: 'ann' },
      updatedBy: { id: 'bob' },
    });
  });

  it('are not approved as they were a moment ago', async () => {
    const id = await idOf();
    const facts2 = { ...facts, snowflake: 'customer' };
    await accounts.describeAccount({ id, facts: facts2, expectedRevisions: [1] }, ann());
    await expect(
      accounts.approveAccount({ id, expectedRevisions: [1] }, bob()),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    const { account } = await accounts.approveAccount({ id, expectedRevisions: [2] }, bob());
    expect(account).toMatchObject({ status: 'approved', facts: facts2, revision: 3 });
  });

  it('expire, and may be asked for anew', async () => {
    const id = await idOf();
    await accounts.approveAccount({ id, expiresAt: timestampFromMs(Date.now() + 300) }, bob());
    const expired = await eventually('it expires', async () => {
      const { account } = await accounts.getAccount({ id }, ann());
      return account?.status === 'expired' && account;
    });
    expect(expired).toMatchObject({ updatedBy: { id: 'deployments' }, revision: 3 });
    expect(expired.expiresAt).toBeUndefined();
    const again = await request(expired.account);
    expect(again).toMatchObject({ id, status: 'requested', revision: 4 });
  });

  it('are declined and withdrawn with a reason', async () => {
    const [declined, withdrawn] = [await idOf(), await idOf()];
    await expect(accounts.declineAccount({ id: declined }, bob())).rejects.toMatchObject({
      fields: [{ path: 'reason' }],
    });
    expect(
      await accounts.declineAccount({ id: declined, reason: 'not ours' }, bob()),
    ).toMatchObject({ account: { status: 'declined', comment: 'not ours' } });
    expect(await accounts.withdrawAccount({ id: withdrawn, reason: 'over' }, ann())).toMatchObject({
      account: { status: 'withdrawn', comment: 'over' },
    });
  });

  it('that are not there are not found', async () => {
    for (const id of ['000000000000-us-east-1', 'x', 'a b'])
      await expect(accounts.getAccount({ id }, ann())).rejects.toMatchObject({ code: 'not_found' });
    await expect(accounts.approveAccount({ id: 'x' }, bob())).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are listed in pages, each once, by whatever they are filtered by', async () => {
    const account = fresh();
    const regions = ['eu-west-1', 'eu-west-2', 'us-west-2'];
    for (const each of regions) await request(account, { region: each });
    await accounts.withdrawAccount({ id: `${account}-eu-west-2`, reason: 'over' }, ann());
    const seen: string[] = [];
    for (let cursor = '', more = true; more; more = cursor !== '') {
      const page = await accounts.listAccounts({ account, limit: 2, cursor }, ann());
      seen.push(...page.accounts.map((each) => each.region));
      cursor = page.next;
    }
    expect(seen).toEqual(regions);
    const of = async (filter: object) =>
      (await accounts.listAccounts({ account, ...filter }, ann())).accounts.map((a) => a.region);
    expect(await of({ status: 'requested' })).toEqual(['eu-west-1', 'us-west-2']);
    expect(await of({ region: 'us-west-2' })).toEqual(['us-west-2']);
    await expect(of({ status: 'gone' })).rejects.toMatchObject({ fields: [{ path: 'status' }] });
    const { next } = await accounts.listAccounts({ account, limit: 1 }, ann());
    await expect(of({ status: 'requested', cursor: next })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('are told to others with all that happened', async () => {
    const id = await idOf();
    await accounts.approveAccount({ id }, bob());
    await accounts.withdrawAccount({ id, reason: 'over' }, bob());
    const types = eventTypes(...eventFilesOf('deployments'));
    const log = new RemoteLog(client, 'audit', 'deployments', types);
    const { position } = await log.head();
    const { events } = await log.read(Math.max(0, position - 10), 10);
    const told = events.filter(({ stream }) => stream === `account-${id}`);
    expect(told.map(({ type }) => type)).toEqual([
      'margay.deployments.v1.AccountRequested',
      'margay.deployments.v1.AccountApproved',
      'margay.deployments.v1.AccountWithdrawn',
    ]);
  });
});
