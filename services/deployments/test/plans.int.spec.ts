import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountsApi, PlansApi, ReleasesApi } from '@margay/contracts';
import { Bus, BusClient, type Client } from '@margay/messaging';
import { type TestDatabase, testNats } from '@margay/testing';
import { callerOf, deploymentsDatabase, serveDeployments } from './serving.js';

const ann = callerOf('ann');
const bob = callerOf('bob');
const facts = { deployedBy: 'deployment_role', snowflake: 'vendor', customDomain: '' };
const region = 'us-east-1';

describe('plans', () => {
  const nats = testNats();
  const running: { close(): Promise<void> }[] = [];
  let database: TestDatabase;
  let accounts: Client<typeof AccountsApi>;
  let releases: Client<typeof ReleasesApi>;
  let plans: Client<typeof PlansApi>;

  beforeAll(async () => {
    database = await deploymentsDatabase();
    const bus = new Bus({ ...nats, service: 'gateway' }).start();
    running.push(bus);
    const client = new BusClient(bus);
    accounts = client.of(AccountsApi);
    releases = client.of(ReleasesApi);
    plans = client.of(PlansApi);
    running.push(await serveDeployments(nats, database), await serveDeployments(nats, database));
  });
  afterAll(async () => {
    await Promise.all(running.reverse().map((one) => one.close()));
    await database.drop();
  });

  let made = 555500000000;
  const accountWith = async (more: object = {}) => {
    const asked = { account: String(++made), region, facts: { ...facts, ...more } };
    return (await accounts.requestAccount(asked, ann())).account?.id ?? '';
  };
  const plan = (accountId: string, more: object = {}) =>
    plans.planUpgrade({ accountId, current: '1.23.1', target: '1.25', ...more }, ann());
  const register = (version: string, more: object = {}) =>
    releases.registerRelease({ version, channel: 'stable', ...more }, ann());

  it('lead through every minor, in the region and by the role of the account', async () => {
    const { outcome, target, hops } = await plan(await accountWith());
    expect([outcome, target]).toEqual(['planned', '1.25.18']);
    expect(hops).toMatchObject([
      {
        from: '1.23.1',
        to: '1.24.12',
        templateUrl: 'https://panther-enterprise-us-east-1.s3.amazonaws.com/v1.24.12/panther.yml',
        roleUpdate: { to: '1.24.12', known: false },
        pulumiBuild: true,
      },
      { from: '1.24.12', to: '1.25.18', roleUpdate: { to: '1.25.18' } },
    ]);
  });

  it('are of the account as it is described', async () => {
    const id = await accountWith({ deployedBy: 'administrator', snowflake: 'customer' });
    const { hops } = await plan(id);
    expect(hops.every(({ roleUpdate }) => roleUpdate === undefined)).toBe(true);
    expect(hops[1]?.tasks.map(({ note }) => note)).toEqual(['snowflake-script']);
  });

  it('say clearly that there is nothing to do, or no way', async () => {
    const id = await accountWith();
    expect(await plan(id, { current: '1.25.18' })).toMatchObject({ outcome: 'current', hops: [] });
    expect(await plan(id, { current: '1.30.1' })).toMatchObject({
      outcome: 'refused',
      code: 'downgrade',
    });
    expect(await plan(id, { target: '9.9' })).toMatchObject({ code: 'unknown_target' });
    expect(await plan(id, { current: '1.20.0' })).toMatchObject({ code: 'unlisted_minor' });
  });

  it('are refused with everything that is wrong with the question', async () => {
    const id = await accountWith();
    await expect(
      plan(id, { current: 'old', target: 'new', channel: 'beta', roleVersion: 'x', asOf: 'now' }),
    ).rejects.toMatchObject({
      code: 'bad_request',
      fields: ['current', 'target', 'channel', 'roleVersion', 'asOf'].map((path) => ({ path })),
    });
    await expect(plan('000000000000-us-east-1')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('use what templates say, and are as they were on a day before', async () => {
    const id = await accountWith();
    const template = (declared: string) => `Parameters:\n${declared}\nResources: {}`;
    const role = (actions: string) =>
      `Resources: { P: { S: { Effect: Allow, Action: [${actions}], Resource: '*' } } }`;
    await register('1.26.9', {
      template: template('  Kept: { Type: String }\n  Old: { Type: String }'),
      roleTemplate: role('s3:GetObject'),
    });
    await register('1.27.8', {
      template: template('  Kept: { Type: String, NoEcho: true }\n  New: { Type: String }'),
      roleTemplate: role('s3:GetObject, batch:*'),
    });
    const asked = {
      current: '1.26.9',
      target: '1.27.8',
      roleVersion: '1.26.9',
      parameters: { Kept: 'canary', Old: 'x' },
    };
    const answer = await plan(id, asked);
    expect(answer.hops).toMatchObject([
      {
        roleUpdate: { known: true, missingActions: ['batch:*'] },
        difference: { added: ['New'], removed: ['Old'] },
        parameters: { Kept: '****' },
        missing: ['New'],
      },
    ]);
    expect(JSON.stringify(answer.hops)).not.toContain('canary');
    const before = await plan(id, { ...asked, asOf: '2022-11-08' });
    expect(before.hops).toMatchObject([{ roleUpdate: { known: false }, missing: [] }]);
    expect(before.hops[0]?.difference).toBeUndefined();
  });

  it('heed what is closed and withdrawn at once', async () => {
    const id = await accountWith();
    const asked = { current: '1.30.5', target: '1.31.1' };
    const closing = { from: '>=1.30.0 <1.31.0', to: '1.31.1', reason: 'It loses alerts.' };
    const { edge } = await releases.closeEdge(closing, ann());
    expect(await plan(id, asked)).toMatchObject({ code: 'no_path' });
    await releases.openEdge({ id: edge?.id ?? '', reason: 'Fixed.' }, ann());
    expect(await plan(id, asked)).toMatchObject({ outcome: 'planned' });
    await releases.withdrawRelease({ version: '1.31.1', reason: 'It lost data.' }, ann());
    expect(await plan(id, asked)).toMatchObject({ code: 'withdrawn_target' });
    await releases.listRelease({ version: '1.31.1' }, ann());
  });

  it('bring the alias record with the step that needs it', async () => {
    for (const version of ['1.18.1', '1.19.5']) await register(version);
    const id = await accountWith({ customDomain: 'siem.example.com' });
    const asked = { current: '1.18.1', target: '1.19.5' };
    expect((await plan(id, asked)).apiAliasTemplate).toContain('AWS::Route53::RecordSet');
    expect((await plan(await accountWith(), asked)).apiAliasTemplate).toBe('');
  });

  describe('with an override', () => {
    const gap = { current: '1.20.0', target: '1.25' };
    const request = async (accountId: string, more: object = {}) => {
      const asked = { accountId, target: 'v1.25', reason: 'Nobody has 1.22.', ...more };
      return (await plans.requestOverride(asked, ann())).override?.id ?? '';
    };

    it('leave out what the catalog does not have, once a second person approved it', async () => {
      const id = await accountWith();
      const overrideId = await request(id);
      await expect(plan(id, { ...gap, overrideId })).rejects.toMatchObject({ code: 'conflict' });
      await expect(plans.approveOverride({ id: overrideId }, ann())).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await plans.approveOverride({ id: overrideId }, bob())).toMatchObject({
        override: { status: 'approved', requestedBy: { id: 'ann' }, approvedBy: { id: 'bob' } },
      });
      const { outcome, hops } = await plan(id, { ...gap, overrideId });
      expect(outcome).toBe('planned');
      expect(hops[0]?.risks.join()).toContain('Nobody has 1.22.');
    });

    it('are for its account and its target only', async () => {
      const [one, other] = [await accountWith(), await accountWith()];
      const overrideId = await request(one);
      await plans.approveOverride({ id: overrideId }, bob());
      await expect(plan(other, { ...gap, overrideId })).rejects.toMatchObject({ code: 'conflict' });
      await expect(plan(one, { ...gap, target: '1.26', overrideId })).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    it('are not made any longer once it is withdrawn', async () => {
      const id = await accountWith();
      const overrideId = await request(id);
      await plans.approveOverride({ id: overrideId, expectedRevisions: [1] }, bob());
      await plans.withdrawOverride({ id: overrideId, reason: 'over' }, ann());
      expect(await plans.getOverride({ id: overrideId }, ann())).toMatchObject({
        override: { status: 'withdrawn', revision: 3 },
      });
      await expect(plan(id, { ...gap, overrideId })).rejects.toMatchObject({ code: 'conflict' });
    });

    it('are listed in pages, by what has become of them', async () => {
      const id = await accountWith();
      const [first, second, third] = [await request(id), await request(id), await request(id)];
      await plans.approveOverride({ id: second }, bob());
      const list = async (more: object = {}) => {
        const asked = { accountId: id, ...more };
        const { overrides, next } = await plans.listOverrides(asked, ann());
        return { ids: overrides.map((each) => each.id), next };
      };
      const { ids, next } = await list({ limit: 2 });
      expect(ids).toEqual([first, second]);
      expect(await list({ limit: 2, cursor: next })).toEqual({ ids: [third], next: '' });
      expect((await list({ status: 'approved' })).ids).toEqual([second]);
      await expect(list({ status: 'gone' })).rejects.toMatchObject({
        fields: [{ path: 'status' }],
      });
      await expect(list({ status: 'approved', cursor: next })).rejects.toMatchObject({
        code: 'bad_request',
      });
    });

    it('need a reason, an account and an override that is there', async () => {
      const id = await accountWith();
      await expect(request(id, { reason: ' ', target: 'new' })).rejects.toMatchObject({
        fields: [{ path: 'target' }, { path: 'reason' }],
      });
      await expect(request('none')).rejects.toMatchObject({ code: 'not_found' });
      for (const overrideId of ['none', '0d4f7a80-6c5e-4a5e-9d1e-1c8e5b7a2f10'])
        await expect(plan(id, { ...gap, overrideId })).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  describe('check parameters', () => {
    const check = (more: object) =>
      plans.checkParameters({ version: '1.33.5', phase: 'first', ...more }, ann());

    it('against the guide, while the template has not been read', async () => {
      const { checkedAgainst, errors, warnings } = await check({
        values: { FirstUserEmail: 'nobody', CloudSecurityScanSegments: '4', Mystery: '1' },
        asOf: '2022-11-08',
      });
      expect(checkedAgainst).toBe('guide');
      expect(errors.map(({ parameter, rule }) => `${parameter} ${rule}`).sort()).toEqual([
        'CloudSecurityScanSegments min_value',
        'FirstUserEmail pattern',
        'PulumiSecretArn missing',
        'PulumiSecretKeyArn missing',
      ]);
      expect(warnings.map(({ parameter, rule }) => `${parameter} ${rule}`)).toEqual([
        'Mystery undeclared',
        'Mystery first_deployment',
      ]);
    });

    it('against the template, once it has been read, and never repeat a value', async () => {
      await register('1.32.7', {
        template: `Parameters: { Size: { Type: Number, MaxValue: 10 } }\nResources: {}`,
      });
      const answer = await check({
        version: '1.32.7',
        values: { Size: '4711', Mystery: 'canary' },
      });
      expect(answer).toMatchObject({
        checkedAgainst: 'template',
        errors: [
          { parameter: 'Mystery', rule: 'unknown' },
          { parameter: 'Size', rule: 'max_value' },
        ],
      });
      expect(JSON.stringify(answer.errors)).not.toMatch(/4711|canary/);
    });

    it('of releases that are there, in phases that there are', async () => {
      await expect(check({ version: '9.9.9' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(check({ version: 'x', phase: 'last' })).rejects.toMatchObject({
        fields: [{ path: 'version' }, { path: 'phase' }],
      });
    });
  });
});
