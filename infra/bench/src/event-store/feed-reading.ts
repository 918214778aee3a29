import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../benchmark.js';
import type { BareTable } from './bare-table.js';
import { TURN_MS } from './log-appends.js';
import type { LogDatabase } from './log-database.js';
import { sampleAppend } from './sample-event.js';
import { type Seen, Sightings, type Verdict } from './sightings.js';

const WRITERS = 8;
const PAGE = 500;

interface Read {
  /** Until the reader first had everything. */
  readonly perSecond: number;
  readonly verdict: Verdict;
}

type ReadPage = (after: number, limit: number) => Promise<readonly Seen[]>;
/** Writes until it is no longer wanted. @returns the ids of all that was acknowledged */
type Write = (isWanted: () => boolean) => Promise<readonly string[]>;

/**
 * Reads a whole log by pages while others write, then follows its end for as long as they go on: the moment at
 * which a reader of half-committed positions would miss something.
 */
async function readWhileWriting(readPage: ReadPage, write: Write): Promise<Read> {
  const sightings = new Sightings();
  const start = performance.now();
  let perSecond: number | undefined;
  let isWanted = true;
  let isWritten = false;
  const writing = write(() => isWanted);
  const noteEnd = (): void => {
    isWritten = true;
  };
  writing.then(noteEnd, noteEnd);
  for (;;) {
    // Asked before reading: what was acknowledged by then is in what is read.
    const isLast = isWritten;
    const page = await readPage(sightings.position, PAGE);
    sightings.add(page);
    if (page.length === PAGE) continue;
    const elapsed = performance.now() - start;
    perSecond ??= (sightings.events * 1_000) / elapsed;
    if (elapsed > TURN_MS) isWanted = false;
    if (isLast) break;
    await sleep(1);
  }
  return { perSecond, verdict: sightings.verdict(await writing) };
}

/** The feed of the log, read from its beginning while eight processes' worth of writers append to it. */
export class FeedReading {
  private readonly verdicts: Verdict[] = [];
  private readonly reader;
  private readonly writers;

  constructor(database: LogDatabase) {
    this.reader = database.store();
    // Each with a connection of its own, so that they do not share their commits.
    this.writers = Array.from({ length: WRITERS }, () => database.store());
  }

  /** @returns events read per second */
  async run(): Promise<number> {
    const { perSecond, verdict } = await readWhileWriting(
      (after, limit) => this.reader.read(after, limit),
      async (isWanted) => {
        const ids: string[] = [];
        const write = async (store: (typeof this.writers)[number]) => {
          while (isWanted()) {
            const append = sampleAppend();
            await store.append(append);
            ids.push(...append.events.map(({ id }) => id));
          }
        };
        await Promise.all(this.writers.map(write));
        return ids;
      },
    );
    this.verdicts.push(verdict);
    return perSecond;
  }

  check(): Check {
    const sum = (key: keyof Verdict) =>
      this.verdicts.reduce((total, verdict) => total + verdict[key], 0);
    const wrong = sum('holes') + sum('doubled') + sum('skipped');
    return {
      what: 'the feed skips nothing and repeats nothing',
      holds: wrong === 0 && sum('events') > 0,
      detail:
        `${this.verdicts.length} readings from the beginning, ${sum('events')} events: ` +
        `${sum('skipped')} skipped, ${sum('doubled')} doubled, ${sum('holes')} holes`,
    };
  }

  /** What the same reading finds where positions are handed out by a sequence. */
  async control(bare: BareTable): Promise<string> {
    const { verdict } = await bare.connected(1, ([client]) =>
      readWhileWriting(
        (after, limit) => (client ? bare.read(client, after, limit) : Promise.resolve([])),
        (isWanted) => bare.insertWhile(WRITERS, isWanted),
      ),
    );
    return `for comparison, the bare table read in the same way: ${verdict.skipped} events skipped of ${verdict.events}`;
  }
}
