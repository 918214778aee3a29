/** There was no room: too many are waiting already, or the wait was too long. */
export class BulkheadFull extends Error {
  override readonly name = 'BulkheadFull';

  constructor(readonly why: 'queue' | 'wait') {
    super(why === 'queue' ? 'Too many calls are waiting.' : 'The call waited too long.');
  }
}

export interface BulkheadOptions {
  /** So many run at once. */
  readonly permits: number;
  /** So many wait; those who come then are refused at once. */
  readonly queueMax: number;
  readonly waitMsMax: number;
}

/** Keeps the slowness of one dependency from taking everything. First come, first served. */
export class Bulkhead {
  private running = 0;
  private readonly queue = new Set<() => void>();

  constructor(private readonly options: BulkheadOptions) {}

  get inUse(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.queue.size };
  }

  /** @throws BulkheadFull, or whatever the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.permits) this.running++;
    else await this.turn();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves holding the permit of somebody who left. */
  private turn(): Promise<void> {
    const { queueMax, waitMsMax } = this.options;
    if (this.queue.size >= queueMax) return Promise.reject(new BulkheadFull('queue'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.queue.delete(enter);
        reject(new BulkheadFull('wait'));
      }, waitMsMax);
      const enter = () => {
        clearTimeout(timer);
        this.queue.delete(enter);
        resolve();
      };
      this.queue.add(enter);
    });
  }

  private leave(): void {
    const [next] = this.queue;
    if (next) next();
    else this.running--;
  }
}
