import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  type EnrichedEvent,
  type EnrichmentTally,
  type LookupRow,
  lookupRows,
} from './enrichment-summary.js';
import type { GatewayClient } from './gateway-client.js';

const REFUSALS_SHOWN = 5;

export interface Following {
  readonly tally: EnrichmentTally;
  readonly onRows: (rows: readonly LookupRow[]) => void;
  readonly onRefused: (line: string) => void;
  readonly open: (file: string) => Readable;
  readonly signal?: AbortSignal;
}

interface LineError {
  readonly line: number;
  readonly error: { readonly code?: string; readonly message?: string };
}

const isLineError = (answer: EnrichedEvent | LineError): answer is LineError =>
  typeof answer.line === 'number' &&
  typeof answer.error === 'object' &&
  !('p_enrichment_status' in answer);

/** Sends a file through the gateway; what comes back is counted, shown and, if wished, written to a file. */
export async function enrichFile(
  client: GatewayClient,
  {
    file,
    logType,
    output,
  }: { readonly file: string; readonly logType: string; readonly output?: string },
  { tally, onRows, onRefused, open, signal }: Following,
): Promise<void> {
  if (output !== undefined) await mkdir(dirname(output), { recursive: true });
  const copy = output === undefined ? undefined : createWriteStream(output, { mode: 0o600 });
  try {
    for await (const line of client.enrich(logType, open(file), signal)) {
      if (copy !== undefined && !copy.write(`${line}\n`)) await once(copy, 'drain');
      const answer = JSON.parse(line) as EnrichedEvent | LineError;
      if (isLineError(answer)) {
        if (++tally.refused <= REFUSALS_SHOWN) {
          onRefused(
            `line ${answer.line}: ${answer.error.message ?? answer.error.code ?? 'refused'}`,
          );
        }
        continue;
      }
      const rows = lookupRows(answer, logType);
      tally.add(rows);
      onRows(rows);
    }
  } finally {
    copy?.end();
    if (copy !== undefined) await finished(copy);
  }
}
