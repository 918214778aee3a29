import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Tampered, verifyDirectory } from '@margay/audit-proof';
import { OPERATIONS } from '@margay/client';
import { Command } from 'commander';
import { contextOf, outputOf } from './context.js';
import { EXIT, Unsuccessful, Usage } from './failure.js';
import { typedOf, withOptions } from './operation-command.js';
import { cell } from './plain.js';

interface AuditRecord {
  readonly sequence: number;
  readonly timestamp: string;
  readonly actionName: string;
  readonly actionResult: string;
  readonly actor: object;
  readonly sourceIP?: string;
  readonly targets: readonly object[];
}

const lineOf = ({
  sequence,
  timestamp,
  actionName,
  actionResult,
  actor,
  sourceIP,
  targets,
}: AuditRecord): string =>
  [
    String(sequence),
    timestamp,
    actionResult,
    actionName,
    cell(actor),
    cell(sourceIP),
    cell(targets),
  ].join('  ');

function tail(signal: AbortSignal): Command {
  const operation = OPERATIONS.streamAuditLog;
  const command = new Command('tail').description(
    'Shows records as they come, until it is stopped.',
  );
  withOptions(command, operation);
  return command.action(async () => {
    const { client, output } = contextOf(command, signal);
    const query = typedOf(command, operation);
    for await (const { data } of client.follow(operation.path, { query, signal })) {
      const record = JSON.parse(data) as AuditRecord;
      output.each(record, () => lineOf(record));
    }
  });
}

function exportTo(signal: AbortSignal): Command {
  const command = new Command('export')
    .description(
      'Writes records with what proves them into a directory: records.ndjson, checkpoints.ndjson, manifest.json.',
    )
    .argument('<directory>')
    .option('--from <sequence>', 'first record')
    .option('--to <sequence>', 'last record');
  return command.action(async (directory: string, query: { from?: string; to?: string }) => {
    const { client, output } = contextOf(command, signal);
    await mkdir(directory, { recursive: true });
    const save = async (name: string, response: Response): Promise<void> => {
      if (!response.body) throw new Error('The gateway sent nothing.');
      const file = createWriteStream(join(directory, name), { mode: 0o600 });
      await pipeline(Readable.fromWeb(response.body as ReadableStream), file, { signal });
    };
    const records = await client.send('GET', '/audit-log/export', { query, signal });
    const [from, to] = ['x-audit-from', 'x-audit-to'].map(
      (name) => records.headers.get(name) ?? '',
    );
    await save('records.ndjson', records);
    await save(
      'checkpoints.ndjson',
      await client.send('GET', '/audit-log/export/checkpoints', { query: { from }, signal }),
    );
    await save(
      'manifest.json',
      await client.send('GET', '/audit-log/manifest', { query: { from, to }, signal }),
    );
    output.text(
      { directory, from: Number(from), to: Number(to) },
      `Records ${from} to ${to} are in ${directory}.`,
    );
  });
}

function keys(signal: AbortSignal): Command {
  const command = new Command('keys')
    .description(
      'Shows the public keys that checkpoints are signed with. Take one once, by a way you trust.',
    )
    .option('--save <file>', 'writes the first of them, as PEM');
  return command.action(async ({ save }: { save?: string }) => {
    const { client, output } = contextOf(command, signal);
    const answer = await client.call<{ results: { id: string; publicKey: string }[] }>(
      'GET',
      '/audit-log/keys',
      { signal },
    );
    const [first] = answer.results;
    if (save !== undefined) {
      if (!first) throw new Error('There is no key yet.');
      await writeFile(
        save,
        first.publicKey.endsWith('\n') ? first.publicKey : `${first.publicKey}\n`,
      );
      output.note(`The key ${first.id} is in ${save}.`);
    } else output.answer(answer);
  });
}

function verify(): Command {
  const command = new Command('verify')
    .description(
      'Says whether an export is what was written, with nothing but the public key: no network, no gateway.',
    )
    .argument('<directory>', 'of `margay audit export`')
    .argument('<public-key>', 'PEM file')
    .option(
      '--not-before <time>',
      'when the export was asked for: an older one, played again, is refused',
    );
  return command.action(
    async (directory: string, keyFile: string, { notBefore }: { notBefore?: string }) => {
      const output = outputOf(command);
      const since = notBefore === undefined ? undefined : new Date(notBefore);
      if (since && Number.isNaN(since.getTime()))
        throw new Usage('--not-before takes a time: 2026-01-31T00:00:00Z.');
      try {
        const verified = await verifyDirectory(directory, await readFile(keyFile, 'utf8'), since);
        output.text({ untouched: true, ...verified }, `Untouched. ${JSON.stringify(verified)}`);
      } catch (error) {
        if (!(error instanceof Tampered))
          throw new Usage(`It cannot be told: ${(error as Error).message}`);
        output.text({ untouched: false, what: error.message }, `TAMPERED: ${error.message}`);
        process.exitCode = EXIT.failed;
        throw new Unsuccessful();
      }
    },
  );
}

/** Of the audit log, what is more than one operation. */
export const auditCommands = (signal: AbortSignal): Command[] => [
  tail(signal),
  exportTo(signal),
  verify(),
  keys(signal),
];
