import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayClient } from './gateway-client.js';
import { showProvider } from './provider-demo.js';
import { orderSandbox } from './sandbox.js';
import { table } from './table.js';

const ACCOUNT = '444455556666';
const LOOK_EVERY_MS = 50;
const VERIFIED_WITHIN_MS = 30_000;

interface Verification {
  readonly id: string;
  readonly outcome: string;
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: string;
    readonly cause: string;
  }[];
}

interface Templates {
  readonly trustPolicy: string;
  readonly permissionPolicy: string;
}

export interface RoleDemonstration {
  readonly sandboxUrl: string;
  readonly write: (line: string) => void;
  readonly width: number;
  readonly signal?: AbortSignal;
}

export async function verify(
  client: GatewayClient,
  id: string,
  signal?: AbortSignal,
): Promise<Verification> {
  const started = await client.call<Verification>('POST', `/iam-roles/${id}/verify`, {});
  const deadline = Date.now() + VERIFIED_WITHIN_MS;
  for (;;) {
    const { results } = await client.call<{ results: readonly Verification[] }>(
      'GET',
      `/iam-roles/${id}/verifications`,
    );
    const found = results.find((each) => each.id === started.id);
    if (found !== undefined && found.outcome !== 'running') return found;
    if (Date.now() > deadline) throw new Error('the verification does not end');
    signal?.throwIfAborted();
    await sleep(LOOK_EVERY_MS);
  }
}

/** Registers a role that may read one secret. `make` gives it a trust policy in the sandbox. */
export async function makeRole(
  client: GatewayClient,
  sandboxUrl: string,
  name: string,
  purpose: string,
) {
  const secret = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}/virus-total-AbCdEf`;
  const role = await client.call<{ id: string; arn: string }>('POST', '/iam-roles', {
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    purpose,
    environment: 'detection',
    secrets: [secret],
  });
  const templates = await client.call<Templates>('GET', `/iam-roles/${role.id}/templates`);
  const make = (trustPolicy: string) =>
    orderSandbox(sandboxUrl, 'role', {
      arn: role.arn,
      trustPolicy,
      permissionPolicies: [templates.permissionPolicy],
    });
  await orderSandbox(sandboxUrl, 'secret', {
    arn: secret,
    name: `${name}/virus-total`,
    value: { text: randomBytes(16).toString('hex') },
  });
  return { role, secret, templates, make };
}

/**
 * Registers a role, makes it in the sandbox as its templates say, and lets it be verified and a third party be asked
 * with the key that it may read; then opens a hole in its trust policy and lets that be found. The role is revoked again.
 */
export async function showRole(
  client: GatewayClient,
  { sandboxUrl, write, width, signal }: RoleDemonstration,
): Promise<void> {
  const name = `demonstration-${randomBytes(4).toString('hex')}`;
  const {
    role: { id, arn },
    secret,
    templates: made,
    make,
  } = await makeRole(client, sandboxUrl, name, 'Shows how a role is proven');
  try {
    await make(made.trustPolicy);
    const good = await verify(client, id, signal);
    await showProvider(client, { name, arn, secret, sandboxUrl, write, width, signal });
    write('');
    await make(made.trustPolicy.replace('"StringEquals"', '"StringEqualsIfExists"'));
    const bad = await verify(client, id, signal);
    write(`The role ${arn}, verified as its template makes it and with StringEqualsIfExists:`);
    write('');
    const rows = good.steps.map(({ step, outcome }) => {
      const after = bad.steps.find((each) => each.step === step);
      return [step, outcome, after?.outcome ?? '', after?.outcome === 'failed' ? after.cause : ''];
    });
    const columns = ['STEP', 'AS IT SHOULD BE', 'WITH A HOLE', 'WHY'].map((title) => ({ title }));
    for (const line of table(columns, rows, width)) write(line);
    const { status } = await client.call<{ status: string }>('GET', `/iam-roles/${id}`);
    write('');
    write(`It is ${status} now: nothing assumes it any more.`);
  } finally {
    await client.call('POST', `/iam-roles/${id}/revoke`, { reason: 'The demonstration is over.' });
  }
}
