import { onEach } from '../on-each.js';
const ACCOUNT = '444455556666';
export interface MadeRole {
  readonly id: string;
  readonly arn: string;
  readonly externalId: string;
  readonly secret: string;
}

/** A platform by REST, and the AWS it talks to. */
export class Customers {
  constructor(
    private readonly gatewayUrl: string,
    private readonly token: string,
    private readonly sandboxUrl: string,
  ) {}

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.gatewayUrl}${path}`, {
      method,
      headers: { 'x-api-key': this.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async order(name: string, body: object = {}): Promise<Record<string, number>> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    return (await response.json()) as Record<string, number>;
  }

  /** Registers roles and makes each as its templates say. */
  async roles(count: number): Promise<readonly MadeRole[]> {
    const made: MadeRole[] = [];
    await onEach([...Array(count).keys()], async (index) => {
      const secret = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:bench-${index}-AbCdEf`;
      await this.order('secret', {
        arn: secret,
        name: `bench-${index}`,
        value: { text: `key ${index}` },
      });
      const role = await this.call<{ id: string; arn: string; externalId: string }>(
        'POST',
        '/iam-roles',
        {
          arn: `arn:aws:iam::${ACCOUNT}:role/bench-${index}`,
          purpose: 'is measured',
          environment: 'detection',
          secrets: [secret],
        },
      );
      const { trustPolicy, permissionPolicy } = await this.call<Record<string, string>>(
        'GET',
        `/iam-roles/${role.id}/templates`,
      );
      const permissionPolicies = [permissionPolicy];
      await this.order('role', { arn: role.arn, trustPolicy, permissionPolicies });
      made.push({ ...role, secret });
    });
    return made;
  }

  /** @returns how many did not pass */
  async verify(roles: readonly MadeRole[]): Promise<number> {
    let others = 0;
    const started = new Map<string, string>();
    await onEach(roles, async ({ id }) => {
      const { id: verification } = await this.call<{ id: string }>(
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
          const { results } = await this.call<{ results: { id: string; outcome: string }[] }>(
            'GET',
            `/iam-roles/${id}/verifications`,
          );
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
