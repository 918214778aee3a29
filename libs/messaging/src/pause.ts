/** Resolves after `ms`, or at once when `signal` aborts. Never throws. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

/** Doubling waits with jitter between `least` and `most` milliseconds. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly least = 100,
    private readonly most = 5_000,
  ) {}

  next(): number {
    const ceiling = Math.min(this.most, this.least * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16);
    return ceiling / 2 + (Math.random() * ceiling) / 2;
  }

  reset(): void {
    this.failures = 0;
  }
}
