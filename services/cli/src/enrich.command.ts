import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { contextOf } from './context.js';
import { Unsuccessful } from './failure.js';
import { tableOf } from './output.js';

const REFUSALS_SHOWN = 5;

interface Refusal {
  readonly line: number;
  readonly error: { readonly code?: string; readonly message?: string };
}
type Answer = Partial<Refusal> & {
  readonly p_enrichment_status?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const isRefusal = (answer: Answer): answer is Answer & Refusal =>
  typeof answer.line === 'number' &&
  typeof answer.error === 'object' &&
  answer.p_enrichment_status === undefined;

/** How look-ups ended, by table. */
export class Tally {
  lines = 0;
  refused = 0;
  private readonly ends = new Map<string, Map<string, number>>();

  take({ p_enrichment_status: statuses = {} }: Answer): void {
    for (const [table, selectors] of Object.entries(statuses)) {
      const counts = this.ends.get(table) ?? new Map<string, number>();
      this.ends.set(table, counts);
      for (const status of Object.values(selectors))
        counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }

  rows(): { readonly table: string; readonly status: string; readonly count: number }[] {
    return [...this.ends].flatMap(([table, counts]) =>
      [...counts]
        .sort(([, one], [, other]) => other - one)
        .map(([status, count]) => ({ table, status, count })),
    );
  }
}

/** Of a file, gzip or not, or of the standard input; says how many bytes of it were taken. */
async function linesOf(
  file: string,
  onBytes: (bytes: number) => void,
): Promise<{ lines: Readable; bytes: number }> {
  const source = file === '-' ? process.stdin : createReadStream(file);
  if (file !== '-') await once(source, 'open');
  const counted = source.pipe(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        onBytes(chunk.length);
        done(null, chunk);
      },
    }),
  );
  source.once('error', (error: Error) => counted.destroy(error));
  const bytes = file === '-' ? 0 : (await stat(file)).size;
  if (!file.endsWith('.gz')) return { lines: counted, bytes };
  const unzipped = createGunzip();
  counted.once('error', (error) => unzipped.destroy(error));
  return { lines: counted.pipe(unzipped), bytes };
}

export function enrichCommand(signal: AbortSignal): Command {
  const enrich = new Command('enrich')
    .description(
      'Sends log events, a JSON object a line, and writes them enriched, a line each: any size.',
    )
    .argument('<file>', 'NDJSON, also gzipped; - reads the standard input')
    .requiredOption('--log-type <type>', 'AWS.CloudTrail, for example')
    .option('--output <file>', 'where to; the standard output if it is not said')
    .option('--quiet', 'only the events')
    .action(
      async (file: string, options: { logType: string; output?: string; quiet?: boolean }) => {
        const { client, output } = contextOf(enrich, signal);
        const tally = new Tally();
        const isWatched = process.stderr.isTTY && !options.quiet && file !== '-';
        const bar = new SingleBar({
          format:
            '{bar} {percentage} % | {lines} events | {refused} refused | {eta_formatted} left',
          clearOnComplete: true,
          etaBuffer: 50,
        });
        let sent = 0;
        const { lines, bytes } = await linesOf(file, (more) => (sent += more));
        if (isWatched) bar.start(Math.max(1, bytes), 0, { lines: 0, refused: 0 });
        const target =
          options.output === undefined
            ? process.stdout
            : createWriteStream(options.output, { mode: 0o600 });
        try {
          const path = '/enrichment/events';
          for await (const line of client.exchange(path, lines, {
            query: { logType: options.logType },
            signal,
          })) {
            if (line === '') continue;
            tally.lines++;
            if (!target.write(`${line}\n`)) await once(target, 'drain');
            const answer = JSON.parse(line) as Answer;
            if (isRefusal(answer)) {
              if (++tally.refused <= REFUSALS_SHOWN && !options.quiet)
                output.note(
                  `line ${answer.line}: ${answer.error.message ?? answer.error.code ?? 'refused'}`,
                );
            } else tally.take(answer);
            if (isWatched && tally.lines % 100 === 0)
              bar.update(sent, { lines: tally.lines, refused: tally.refused });
          }
        } finally {
          if (isWatched) bar.stop();
          if (target !== process.stdout) {
            target.end();
            await finished(target);
          }
        }
        if (!options.quiet) {
          output.note(`${tally.lines} events, ${tally.refused} of them refused.`);
          if (tally.rows().length > 0)
            output.note(tableOf(['table', 'status', 'count'], tally.rows()));
        }
        if (tally.refused > 0) throw new Unsuccessful();
      },
    );
  return enrich;
}
