import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayClient, Refused } from './gateway-client.js';
import { orderSandbox } from './sandbox.js';
import { table } from './table.js';

const PER_MINUTE = 4;
const READY_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;
const KNOWN = ['45.155.205.233', '8.8.8.8', '1.1.1.1'];

export interface ProviderDemonstration {
  readonly name: string;
  /** Of the role that may read the key, and of the secret that it is in. */
  readonly arn: string;
  readonly secret: string;
  readonly sandboxUrl: string;
  readonly write: (line: string) => void;
  readonly width: number;
  readonly signal?: AbortSignal | undefined;
}

interface Answers {
  readonly results: readonly {
    readonly value: string;
    readonly status: string;
    readonly verdict?: string;
    readonly retryAt?: string;
  }[];
}

interface Quotas {
  readonly results: readonly {
    readonly provider: string;
    readonly windows: readonly {
      readonly window: string;
      readonly used: number;
      readonly limit: number;
    }[];
  }[];
}

/** A replica that has not heard of the provider yet says so for a moment. */
export async function isInForce(
  look: (values: readonly string[]) => Promise<Answers>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const [first] = (await look(['10.0.0.1'])).results;
      if (first?.status === 'skipped') return;
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
    }
    if (Date.now() > deadline) throw new Error('the provider is not in force');
    signal?.throwIfAborted();
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Asks a third party of the sandbox about the same addresses twice, then about more than it allows. Its key
 * is read through the role, which has just been proven.
 */
export async function showProvider(
  client: GatewayClient,
  { name, arn, secret, sandboxUrl, write, width, signal }: ProviderDemonstration,
): Promise<void> {
  await orderSandbox(sandboxUrl, 'indicator', { value: KNOWN[0], verdict: 'malicious' });
  const path = `/enrichment/providers/${name}`;
  await client.call('PUT', path, {
    builtIn: 'virustotal',
    key: { roleArn: arn, secretArn: secret },
    baseUrl: `${sandboxUrl}/providers/virustotal`,
    quota: { windows: [{ kind: 'rolling', seconds: 60, limit: PER_MINUTE }] },
  });
  try {
    const look = (values: readonly string[]) =>
      client.call<Answers>('POST', `${path}/lookup`, { values });
    await isInForce(look, signal);
    const first = await look(KNOWN);
    const second = await look([...KNOWN, '9.9.9.9', '208.67.222.222']);
    write(
      `A third party that allows ${PER_MINUTE} calls a minute, asked with a key that only this role may read:`,
    );
    write('');
    const rows = second.results.map(({ value, status, verdict = '', retryAt }, i) => [
      value,
      first.results[i]?.status ?? '',
      retryAt === undefined ? status : `${status}, again at ${retryAt.slice(11, 19)}`,
      verdict,
    ]);
    const columns = ['ADDRESS', 'ASKED', 'ASKED AGAIN', 'VERDICT'].map((title) => ({ title }));
    for (const line of table(columns, rows, width)) write(line);
    const { results } = await client.call<Quotas>('GET', '/enrichment/quotas');
    const [window] = results.find(({ provider }) => provider === name)?.windows ?? [];
    write('');
    if (window) write(`Used of its quota: ${window.used} of ${window.limit} (${window.window} s).`);
  } finally {
    await client.call('DELETE', path);
  }
}
