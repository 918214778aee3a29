import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { auditTable, type AuditEntry } from './audit-table.js';
import { CHECKOUT } from './checkout.js';
import { enrichFile } from './enrich-file.js';
import { showDeployments } from './deployment-demo/deployment-demo.js';
import { EnrichmentTally, type LookupRow } from './enrichment-summary.js';
import { GatewayClient, Refused } from './gateway-client.js';
import { showRole } from './role-demo.js';
import { table } from './table.js';

const ROWS_MAX = 20;
const AUDIT_DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 200;
const PERMISSIONS = [
  'EnrichmentRun',
  'EnrichmentRead',
  'EnrichmentModify',
  'AuditLogRead',
  'IamRoleRead',
  'IamRoleModify',
];

export interface Demonstration {
  readonly gatewayUrl: string;
  readonly administratorToken: string;
  /** Of our own AWS. Without it, no role is shown. */
  readonly sandboxUrl?: string;
  readonly write: (line: string) => void;
  readonly width: number;
  readonly signal?: AbortSignal;
  /** A file of the caller's in place of the samples, and where its enriched events go. */
  readonly logs?: { readonly file: string; readonly logType: string; readonly output: string };
}

interface Source {
  readonly file: string;
  readonly logType: string;
  readonly output?: string;
}

/** The samples: `<log type>.ndjson`. */
async function samples(): Promise<readonly Source[]> {
  const directory = join(CHECKOUT, 'infra/local/samples');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.ndjson')).sort();
  return names.map((name) => ({
    file: join(directory, name),
    logType: basename(name, '.ndjson'),
  }));
}

const COLUMNS = [
  { title: 'TIME' },
  { title: 'LOG TYPE' },
  { title: 'ADDRESS' },
  { title: 'ASN', align: 'right' },
  { title: 'ORGANISATION' },
  { title: 'COUNTRY' },
  { title: 'STATUS' },
] as const;

const cells = (row: LookupRow): readonly string[] => [
  row.time,
  row.logType,
  row.address,
  row.asn,
  row.organization,
  row.country,
  row.status,
];

/** The entries that tell of this token, once both that it was made and that it was refused something are there. */
async function auditEntries(
  client: GatewayClient,
  tokenId: string,
  signal: AbortSignal | undefined,
): Promise<readonly AuditEntry[]> {
  const deadline = Date.now() + AUDIT_DEADLINE_MS;
  for (;;) {
    const { results } = await client.call<{ results: readonly AuditEntry[] }>(
      'GET',
      '/audit-log?limit=50',
    );
    const ours = results.filter((entry) => JSON.stringify(entry).includes(tokenId));
    const complete = ours.length >= 2 && new Set(ours.map((entry) => entry.actionResult)).size >= 2;
    if (complete || Date.now() > deadline) return ours;
    signal?.throwIfAborted();
    await sleep(LOOK_EVERY_MS);
  }
}

/** Tries what its token does not permit: a refusal is the expected end. */
async function tryForbidden(client: GatewayClient): Promise<number> {
  try {
    await client.call('GET', '/api-tokens');
    return 200;
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

/** Compressed files are unpacked on the way. */
function readEvents(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const unpacked = createGunzip();
  bytes.once('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

async function showEnrichment(client: GatewayClient, options: Demonstration): Promise<void> {
  const { write, width, logs, signal } = options;
  const tally = new EnrichmentTally();
  const rows: LookupRow[] = [];
  let found = 0;
  const sources = logs === undefined ? await samples() : [logs];
  const share = Math.ceil(ROWS_MAX / sources.length);
  for (const source of sources) {
    const from = rows.length;
    await enrichFile(client, source, {
      tally,
      ...(signal === undefined ? {} : { signal }),
      onRows: (more) => {
        found += more.length;
        rows.push(...more.slice(0, Math.max(0, from + share - rows.length)));
      },
      onRefused: write,
      open: readEvents,
    });
  }
  for (const line of table(COLUMNS, rows.map(cells), width)) write(line);
  if (found > rows.length) write(`... and ${found - rows.length} more`);
  write('');
  write(String(tally));
  if (logs !== undefined) write(`The enriched events are in ${logs.output}`);
}

/**
 * Shows the whole path with real requests: a token of its own is made, log events are enriched with it, an IAM role
 * is proven and a third party asked through it, a deployment fails and is mended, the audit log tells of all, and the token
 * is deleted again.
 */
export async function demonstrate(options: Demonstration): Promise<void> {
  const { gatewayUrl, administratorToken, write, width, signal } = options;
  const administrator = new GatewayClient(gatewayUrl, administratorToken);
  const made = await administrator.call<{ id: string; value: string }>('POST', '/api-tokens', {
    name: `Demonstration ${new Date().toISOString().slice(0, 19)}Z`,
    permissions: PERMISSIONS,
    allowedCIDRBlocks: ['127.0.0.0/8'],
  });
  try {
    write(`A token that may ${PERMISSIONS.join(' and ')}, from 127.0.0.0/8 only: ${made.id}`);
    write('');
    const client = new GatewayClient(gatewayUrl, made.value);
    await showEnrichment(client, options);
    write('');
    if (options.sandboxUrl !== undefined) {
      await showRole(client, { ...options, sandboxUrl: options.sandboxUrl });
      write('');
      await showDeployments(administrator, { ...options, sandboxUrl: options.sandboxUrl });
    }
    write(`The same token may not list tokens: ${await tryForbidden(client)}. The audit log says:`);
    write('');
    const entries = await auditEntries(client, made.id, signal);
    for (const line of auditTable(entries, width)) write(line);
  } finally {
    await administrator.call('DELETE', `/api-tokens/${made.id}`);
  }
}
