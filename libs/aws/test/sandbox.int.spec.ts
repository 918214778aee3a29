import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@margay/testing';
import { AwsClients, RoleSessions, SecretRejected, StoredSecrets } from '../src/index.js';
import { secretsContract } from './secrets.contract.js';
import { ListedRoles, roleArn, type SandboxAws, sandboxAws, trust } from './some-aws.js';

const CANARY = 'canary-3c55';
const OWNER = { service: 'specs', purpose: 'sandbox' };

secretsContract('the sandbox', sandboxAws);

describe('what moto does not evaluate: sessions and secrets of the sandbox', () => {
  let aws: SandboxAws;
  let roles: ListedRoles;
  let made = 0;

  beforeAll(async () => {
    aws = await sandboxAws();
  });
  afterAll(() => aws.close());
  beforeEach(async () => {
    roles = new ListedRoles();
    await aws.order('clearFaults');
  });

  /** A replica, as far as AWS is concerned. */
  const replica = (watch = { lookEveryMs: 0, trustedForMs: 300_000, overlapMs: 900_000 }) => {
    const clients = new AwsClients(aws.settings, { attempts: 1 });
    const sessions = new RoleSessions(clients, roles, OWNER);
    return { sessions, secrets: new StoredSecrets(sessions, clients, { watch }) };
  };
  const stored = async (value = CANARY) => {
    const secretArn = await aws.secret(`own-${++made}`, value);
    const role = roles.add(await aws.role(roleArn(`own-${made}`), [secretArn]));
    return { roleArn: role.arn, secretArn };
  };
  const counting = async (action: string, work: () => Promise<unknown>) => {
    const before = await aws.calls(action);
    await work();
    return (await aws.calls(action)) - before;
  };

  it('asks STS once for 10,000 who want the same role', async () => {
    const { roleArn: arn } = await stored();
    const { sessions } = replica();
    const asked = await counting('sts:AssumeRole', () =>
      Promise.all(Array.from({ length: 10_000 }, () => sessions.roleSession(arn))),
    );
    expect(asked).toBe(1);
  });

  it('asks a role that does not let it in once, not for every call', async () => {
    const address = await stored();
    await aws.order('role', {
      arn: address.roleArn,
      trustPolicy: trust({ Null: { 'aws:x': 'false' } }),
    });
    const { secrets } = replica();
    const asked = await counting('sts:AssumeRole', async () => {
      for (let i = 0; i < 50; i++)
        await expect(secrets.read(address)).rejects.toMatchObject({ code: 'forbidden' });
    });
    expect(asked).toBe(1);
  });

  it.each([
    ['denied', 'secretsmanager:GetSecretValue', 'forbidden'],
    ['throttled', 'secretsmanager:GetSecretValue', 'unavailable'],
    ['unavailable', 'secretsmanager:GetSecretValue', 'unavailable'],
    ['throttled', 'sts:AssumeRole', 'unavailable'],
    ['denied', 'sts:AssumeRole', 'forbidden'],
  ])(
    'says clearly what is wrong when AWS is %s at %s, and others go on',
    async (kind, action, code) => {
      const [bad, good] = [await stored(), await stored()];
      const resource = action.startsWith('sts') ? bad.roleArn : bad.secretArn;
      await aws.order('fault', { action, kind, resource });
      const { secrets } = replica();
      await expect(secrets.read(bad)).rejects.toMatchObject({ name: 'ServiceError', code });
      expect((await secrets.read(good)).text().reveal()).toBe(CANARY);
    },
  );

  it('opens another session when AWS says that its own has expired', async () => {
    const address = await stored();
    const { secrets } = replica();
    await aws.order('fault', {
      action: 'secretsmanager:GetSecretValue',
      kind: 'expired',
      resource: address.secretArn,
      times: 1,
    });
    const asked = await counting('sts:AssumeRole', () => secrets.read(address));
    expect(asked).toBe(2);
  });

  it('gives up what takes longer than it may', async () => {
    const address = await stored();
    const clients = new AwsClients({ ...aws.settings, timeoutMs: 100 }, { attempts: 1 });
    const sessions = new RoleSessions(clients, roles, OWNER);
    const { roleArn: arn } = address;
    await aws.order('fault', {
      action: 'sts:AssumeRole',
      kind: 'slow',
      resource: arn,
      delayMs: 30_000,
    });
    await expect(sessions.roleSession(arn)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('works with a clock that AWS does not agree with', async () => {
    const address = await stored();
    const { secrets } = replica();
    await aws.order('clock', { offsetMs: -240_000, propagationMs: 0 });
    try {
      expect((await secrets.read(address)).text().reveal()).toBe(CANARY);
    } finally {
      await aws.order('clock', { offsetMs: 0, propagationMs: 0 });
    }
  });

  it('says that a key does not decrypt, and shows no secret in any error', async () => {
    const secretArn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:locked-${CANARY}-AbCdEf`;
    const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    await aws.order('secret', {
      arn: secretArn,
      name: 'locked',
      kmsKey: key,
      value: { text: CANARY },
    });
    const role = roles.add(await aws.role(roleArn('locked'), [secretArn]));
    const error: unknown = await replica()
      .secrets.read({ roleArn: role.arn, secretArn })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'forbidden' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
  });

  it('loses no call in a rotation under load, for one more reading on each replica', async () => {
    const address = await stored('key-0');
    const accepted = new Set(['key-0']);
    const replicas = [1, 2, 3].map(() =>
      replica({ lookEveryMs: 50, trustedForMs: 300_000, overlapMs: 900_000 }),
    );
    const call = (secrets: StoredSecrets) =>
      secrets.use(address, async (secret) => {
        const value = secret.text().reveal();
        await new Promise((resolve) => setImmediate(resolve));
        if (!accepted.has(value)) throw new SecretRejected();
      });
    await Promise.all(replicas.map(({ secrets }) => call(secrets)));
    const running = { on: true };
    let calls = 0;
    const load = replicas.flatMap(({ secrets }) =>
      Array.from({ length: 8 }, async () => {
        while (running.on) {
          await call(secrets);
          calls++;
        }
      }),
    );
    const busy = async () => {
      const from = calls;
      await eventually('calls go on', () => calls > from + 500);
    };
    const rotations = 4;
    const reads = await counting('secretsmanager:GetSecretValue', async () => {
      for (let n = 1; n <= rotations; n++) {
        await busy();
        accepted.add(`key-${n}`);
        // Every other one without a warning.
        if (n % 2 === 0) {
          const { secretArn: arn } = address;
          const value = { text: `key-${n}` };
          const { versionId } = await aws.order('version', { arn, value, stage: 'AWSPENDING' });
          await busy();
          await aws.order('stage', { arn, stage: 'AWSCURRENT', versionId });
        } else await aws.rotate(address.secretArn, `key-${n}`);
        accepted.delete(`key-${n - 1}`);
        await busy();
      }
      running.on = false;
      await Promise.all(load);
    });
    expect(reads).toBe(replicas.length * rotations);
  });
});
