import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsClients, RoleSessions, SecretRejected, StoredSecrets } from '../src/index.js';
import { ListedRoles, roleArn, type SomeAws } from './some-aws.js';

const WATCH = { lookEveryMs: 0, trustedForMs: 300_000, overlapMs: 900_000 };

/** What holds for sessions and secrets with any AWS. */
export function secretsContract(name: string, start: () => Promise<SomeAws>): void {
  describe(`sessions and secrets of ${name}`, () => {
    let aws: SomeAws;
    let roles: ListedRoles;
    let clients: AwsClients;
    let sessions: RoleSessions;
    let secrets: StoredSecrets;
    let made = 0;

    beforeAll(async () => {
      aws = await start();
    });
    afterAll(() => aws.close());
    beforeEach(() => {
      roles = new ListedRoles();
      clients = new AwsClients(aws.settings);
      sessions = new RoleSessions(clients, roles, { service: 'specs', purpose: 'contract' });
      secrets = new StoredSecrets(sessions, clients, { watch: WATCH });
    });

    const stored = async (value: string | Uint8Array) => {
      const secretArn = await aws.secret(`stored-${++made}`, value);
      const role = roles.add(await aws.role(roleArn(`reader-${made}`), [secretArn]));
      return { roleArn: role.arn, secretArn };
    };

    it('opens one session for all who ask for a role', async () => {
      const { roleArn: arn } = await stored('x');
      const all = await Promise.all(Array.from({ length: 500 }, () => sessions.roleSession(arn)));
      expect(new Set(all.map(({ keys }) => keys)).size).toBe(1);
      expect(all[0]?.keys.reveal().sessionToken).toBeDefined();
    });

    it('opens none of a role that is not active', async () => {
      await expect(sessions.roleSession(roleArn('nobody'))).rejects.toMatchObject({
        code: 'forbidden',
      });
    });

    it('reads texts, keys of JSON, and bytes', async () => {
      const text = await secrets.read(await stored('{"key":"k1","n":7}'));
      expect(text.text('key').reveal()).toBe('k1');
      expect(text.text('n').reveal()).toBe('7');
      const bytes = await secrets.read(await stored(new Uint8Array([0, 255])));
      expect([...bytes.bytes().reveal()]).toEqual([0, 255]);
      expect(() => bytes.text()).toThrow('The secret holds bytes, not a text.');
    });

    it('takes a secret of 64 kB', async () => {
      const large = 'x'.repeat(65_536);
      expect((await secrets.read(await stored(large))).text().reveal()).toBe(large);
    });

    it('reads no secret that the role is not registered for', async () => {
      const one = await stored('x');
      const other = await stored('y');
      await expect(
        secrets.read({ roleArn: one.roleArn, secretArn: other.secretArn }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('has the new value at once for whoever was refused with the old one', async () => {
      const address = await stored('old');
      expect((await secrets.read(address)).text().reveal()).toBe('old');
      await aws.rotate(address.secretArn, 'new');
      const tried: string[] = [];
      const answer = await secrets.use(address, async (secret) => {
        const value = secret.text().reveal();
        tried.push(value);
        await Promise.resolve();
        if (value !== 'new') throw new SecretRejected();
        return 'welcome';
      });
      expect(answer).toBe('welcome');
      expect(tried).toEqual(['old', 'new']);
    });

    it('goes back to the value before while the third party does not know the new one', async () => {
      const address = await stored('old');
      await aws.rotate(address.secretArn, 'new');
      const tried: string[] = [];
      await secrets.use(address, async (secret) => {
        tried.push(secret.text().reveal());
        await Promise.resolve();
        if (tried.length === 1) throw new SecretRejected();
      });
      expect(tried).toEqual(['new', 'old']);
    });

    it('tries each value once, then says so', async () => {
      const address = await stored('old');
      await aws.rotate(address.secretArn, 'new');
      let tries = 0;
      const use = secrets.use(address, () => {
        tries++;
        return Promise.reject(new SecretRejected());
      });
      await expect(use).rejects.toMatchObject({ code: 'forbidden' });
      expect(tries).toBe(2);
    });

    it('hands on whatever else goes wrong with the third party, without trying again', async () => {
      const address = await stored('x');
      let tries = 0;
      const use = secrets.use(address, () => {
        tries++;
        return Promise.reject(new TypeError('fetch failed'));
      });
      await expect(use).rejects.toThrow(TypeError);
      expect(tries).toBe(1);
    });

    it('reads no secret that is marked for deletion', async () => {
      const address = await stored('x');
      await aws.remove(address.secretArn);
      await expect(secrets.read(address)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('has no secret that is not there', async () => {
      const address = await stored('x');
      const secretArn = address.secretArn.replace(/secret:.*/, 'secret:gone-AbCdEf');
      roles.add(await aws.role(address.roleArn, [secretArn]));
      await expect(secrets.read({ roleArn: address.roleArn, secretArn })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('cancels what is under way with a role that is taken away, and reads nothing more', async () => {
      const address = await stored('x');
      let reached: () => void = () => {};
      const underWay = new Promise<void>((resolve) => (reached = resolve));
      const use = secrets.use(address, (_secret, signal) => {
        reached();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      });
      const ended = expect(use).rejects.toMatchObject({ code: 'forbidden' });
      await underWay;
      roles.withdraw(address.roleArn);
      await ended;
      await expect(secrets.read(address)).rejects.toMatchObject({ code: 'forbidden' });
    });
  });
}
