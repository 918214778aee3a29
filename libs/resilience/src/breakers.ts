import { EventEmitter } from 'node:events';
import { Breaker, type BreakerOptions, type BreakerState } from './breaker.js';

const BUCKETS = 10;

export interface BreakersOptions extends BreakerOptions {
  readonly now?: () => number;
  readonly random?: () => number;
  /** So many at most; for one more, another gives way that was made long ago, and is closed if any is. */
  readonly max: number;
}

/** Breakers by name, such as a provider with one of its keys. One timer moves the windows of all. */
export class Breakers {
  private readonly named = new Map<string, Breaker>();
  private readonly listeners = new Set<(name: string, state: BreakerState) => void>();
  private readonly rotation = new EventEmitter().setMaxListeners(0);
  private readonly timer: NodeJS.Timeout;
  private forced: 'open' | 'closed' | undefined;

  constructor(private readonly options: BreakersOptions) {
    this.timer = setInterval(() => this.rotation.emit('rotate'), options.windowMs / BUCKETS);
    this.timer.unref();
  }

  /** The one of this name, made when it is first asked for. */
  of(name: string): Breaker {
    const known = this.named.get(name);
    if (known) return known;
    const { now = () => performance.now(), random = Math.random, max } = this.options;
    if (this.named.size >= max) this.makeRoom();
    const around = { rotation: this.rotation, buckets: BUCKETS, now, random };
    const breaker = new Breaker(this.options, around);
    breaker.onChange((state) => {
      for (const listener of this.listeners) listener(name, state);
    });
    breaker.force(this.forced);
    this.named.set(name, breaker);
    return breaker;
  }

  /** By order of an operator: those that are there and those that will be. Undefined: as calls have it. */
  force(forced: 'open' | 'closed' | undefined): void {
    this.forced = forced;
    for (const breaker of this.named.values()) breaker.force(forced);
  }

  get states(): readonly (readonly [name: string, state: BreakerState])[] {
    return [...this.named].map(([name, { state }]) => [name, state]);
  }

  private makeRoom(): void {
    const names = [...this.named];
    const [name] = names.find(([, { state }]) => state.state === 'closed') ?? names[0] ?? [];
    if (name !== undefined) this.drop(name);
  }

  /** Its name will not be asked for again: a key that was replaced. */
  drop(name: string): void {
    this.named.get(name)?.shutdown();
    this.named.delete(name);
  }

  onChange(listener: (name: string, state: BreakerState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  shutdown(): void {
    clearInterval(this.timer);
    for (const name of [...this.named.keys()]) this.drop(name);
  }
}
