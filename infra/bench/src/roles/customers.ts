import { onEach } from '../on-each.js';
import type { PlatformClient } from '../platform-client.js';

const ACCOUNT = '444455556666';

export interface MadeRole {
  readonly id: string;
  readonly arn: string;
  readonly externalId: string;
  readonly secret: string;
}

/** Those whose roles are verified. */
export class Customers {
  constructor(readonly platform: PlatformClient) {}

  /** Registers roles and makes each as its templates say. */
  async roles(count: number): Promise<readonly MadeRole[]> {
    const made: MadeRole[] = [];
    await onEach([...Array(count).keys()], async (index) => {
      const secret = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:bench-${index}-AbCdEf`;
      await this.platform.order('secret', {
        arn: secret,
        name: `bench-${index}`,
        value: { text: `key ${index}` },
      });
      const role = await this.platform.call<{ id: string; arn: string; externalId: string }>(
        'POST',
        '/iam-roles',
        {
          arn: `arn:aws:iam::${ACCOUNT}:role/bench-${index}`,
          purpose: 'is measured',
          environment: 'detection',
          secrets: [secret],
        },
      );
      const { trustPolicy, permissionPolicy } = await this.platform.call<Record<string, string>>(
        'GET',
        `/iam-roles/${role.id}/templates`,
      );
      const permissionPolicies = [permissionPolicy];
      await this.platform.order('role', { arn: role.arn, trustPolicy, permissionPolicies });
      made.push({ ...role, secret });
    });
    return made;
  }

  /** @returns how many did not pass */
  async verify(roles: readonly MadeRole[]): Promise<number> {
    let others = 0;
    const started = new Map<string, string>();
    await onEach(roles, async ({ id }) => {
      const { id: verification } = await this.platform.call<{ id: string }>(
        'POST',
        `/iam-roles/${id}/verify`,
        {},
      );
      started.set(id, verification);
    });
    await onEach(
      roles,
      async ({ id }) => {
        for (;;) {
          const { results } = await this.platform.call<{
            results: { id: string; outcome: string }[];
          }>('GET', `/iam-roles/${id}/verifications`);
          const outcome = results.find((each) => each.id === started.get(id))?.outcome;
          if (outcome === 'passed') return;
          if (outcome !== 'running') return void others++;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      },
      2,
    );
    return others;
  }
}
