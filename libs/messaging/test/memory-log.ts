import { randomUUID } from 'node:crypto';
import { TokenCreatedSchema } from '@margay/contracts';
import { type Lease, MemoryEventStore, type Recorded } from '@margay/event-store';
import { type RelayLog, wireEvent } from '../src/index.js';

export interface Happened {
  readonly type: 'Happened';
  readonly name: string;
}

/** The contract form of an event may be larger than what is stored: of this one it does not fit the bus. */
const LARGE = /^large/;

export const toWire = ({ event: { name } }: Recorded<Happened>) =>
  wireEvent(TokenCreatedSchema, {
    tokenId: 't',
    name: LARGE.test(name) ? name.padEnd(2_000_000, 'x') : name,
  });

/** A log whose leadership a spec can take away. */
export class MemoryLog extends MemoryEventStore<Happened> implements RelayLog<Happened> {
  private led: Promise<void> = Promise.resolve();
  lose: () => void = () => undefined;

  async lead(_role: string, signal: AbortSignal): Promise<Lease> {
    const before = this.led;
    let release: () => void = () => undefined;
    this.led = new Promise((resolve) => (release = resolve));
    const stop = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([before, stop]);
    // Whoever gives up waiting lets the next in line wait for the one before.
    if (signal.aborted) void before.then(release);
    signal.throwIfAborted();
    const lost = new AbortController();
    this.lose = () => lost.abort();
    return { lost: lost.signal, release: () => Promise.resolve(release()) };
  }

  /** Adds events in seven streams, `token-0` to `token-6`, in turn. */
  async add(count: number, prefix = 'n'): Promise<void> {
    for (let n = 0; n < count; n++)
      await this.append({
        stream: `token-${n % 7}`,
        expect: 'any',
        events: [{ id: randomUUID(), event: { type: 'Happened', name: `${prefix}${n}` } }],
        cause: { actor: { type: 'system', id: 'spec' }, requestId: 'r' },
      });
  }
}
