import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { contextOf } from './context.js';
import { Unsuccessful, Usage } from './failure.js';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/jsonl',
  mmdb: 'application/vnd.maxmind.maxmind-db',
  gz: 'application/gzip',
};

/** The data of a lookup table, from a file. */
export function importTable(signal: AbortSignal): Command {
  const command = new Command('import')
    .description('Replaces the rows of a lookup table by those of a file, in one step.')
    .argument('<name>', 'of the table')
    .argument('<file>', `.${Object.keys(TYPES).join(', .')}`)
    .option('--format <format>', 'of what is in a .gz file: csv, jsonl or mmdb');
  return command.action(async (name: string, file: string, query: { format?: string }) => {
    const type = TYPES[file.split('.').at(-1) ?? ''];
    if (!type)
      throw new Usage(`${file}: the name should end with .${Object.keys(TYPES).join(', .')}`);
    const { client, output } = contextOf(command, signal);
    const body = await readFile(file);
    const path = `/enrichment/lookup-tables/${encodeURIComponent(name)}/data`;
    output.answer(
      await client.call('PUT', path, { query, body, headers: { 'content-type': type }, signal }),
    );
  });
}

interface Put {
  readonly accepted: number;
  readonly known: number;
  readonly refused: number;
}

/** Log events into the pipeline; what comes of them is in ENRICHED. */
export function putEvents(signal: AbortSignal): Command {
  const command = new Command('put')
    .description('Puts log events, a JSON object a line, into the pipeline.')
    .argument('<file>', 'NDJSON; - reads the standard input')
    .requiredOption('--log-type <type>', 'AWS.CloudTrail, for example');
  return command.action(async (file: string, { logType }: { logType: string }) => {
    const { client, output } = contextOf(command, signal);
    const lines = file === '-' ? process.stdin : createReadStream(file);
    let text = '';
    for await (const line of client.exchange('/enrichment/pipeline/events', lines, {
      query: { logType },
      signal,
    }))
      text += line;
    const put = JSON.parse(text) as Put;
    output.answer(put);
    if (put.refused > 0) throw new Unsuccessful();
  });
}
