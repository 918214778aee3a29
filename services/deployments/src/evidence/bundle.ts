import { createHash } from 'node:crypto';
import type { JsonValue } from '@bufbuild/protobuf';
import type { Evidence, KeptEvent } from './evidence.js';
import type { KeptDiagnosisRow } from './kept-diagnosis.row.js';

const REASON_LENGTH_MAX = 200;

export interface BundleFile {
  readonly path: string;
  readonly content: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

function timelineOf({ events, stacks }: Evidence): string {
  const names = new Map(stacks.map(({ id, name }) => [id, name]));
  const line = ({ at, stackId, logicalId, type, status, reason, hook }: KeptEvent): string =>
    [
      new Date(at).toISOString(),
      names.get(stackId) ?? stackId,
      logicalId,
      type,
      status,
      ...(hook ? [`hook ${hook.type} ${hook.status}`] : []),
      ...(reason === undefined ? [] : [reason.replaceAll(/\s+/g, ' ').slice(0, REASON_LENGTH_MAX)]),
    ].join('  ');
  // Of one millisecond, those of a stack keep their order.
  return [...events]
    .sort((one, other) => one.at - other.at)
    .map((event) => `${line(event)}\n`)
    .join('');
}

const textOf = (diagnosis: JsonValue): string =>
  `${String((diagnosis as { readonly text?: string }).text ?? '')}\n`;

/** What is handed to whoever helps. It follows from what was kept and nothing else, so it is the same for ever. */
export function bundleOf(row: KeptDiagnosisRow, evidence: Evidence): readonly BundleFile[] {
  const { accountId, number, diagnosed, diagnosedAt } = row;
  const files = [
    { path: 'diagnosis.json', content: json(evidence.diagnosis) },
    { path: 'diagnosis.txt', content: textOf(evidence.diagnosis) },
    {
      path: 'events.ndjson',
      content: evidence.events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    },
    { path: 'parameters.json', content: json(evidence.parameters) },
    { path: 'preflight.json', content: json(evidence.preflight) },
    { path: 'stacks.json', content: json(evidence.stacks) },
    { path: 'timeline.txt', content: timelineOf(evidence) },
  ];
  const manifest = {
    accountId,
    number,
    diagnosedAt: diagnosedAt.toISOString(),
    stackId: diagnosed.stackId,
    evidence: diagnosed.evidence,
    files: files.map(({ path, content }) => ({
      path,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
  return [...files, { path: 'manifest.json', content: json(manifest) }];
}
