/** Where refused attempts come from, and why they are refused. */
export interface Origin {
  readonly address: string;
  readonly reason: string;
}

export interface Suppressed extends Origin {
  readonly suppressed: number;
}

export interface SamplerOptions {
  /** Attempts of one origin that are told one by one in a window. */
  readonly most: number;
  readonly windowMs: number;
  /** Origins that are told apart; all beyond count as one. */
  readonly originsMax: number;
}

interface Window {
  readonly origin: Origin;
  readonly endsAt: number;
  seen: number;
}

/** Nobody needs a million records of one attack, but everybody needs to know that it was a million. */
export class AttemptSampler {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly options: SamplerOptions = { most: 100, windowMs: 60_000, originsMax: 10_000 },
  ) {}

  /** @param now monotonic, in milliseconds. @returns false: the attempt is only counted */
  admits(origin: Origin, now: number): boolean {
    const window = this.windowOf(origin, now);
    window.seen++;
    return window.seen <= this.options.most;
  }

  /** The windows that are over and left something out, each once. */
  takeOver(now: number): readonly Suppressed[] {
    const over: Suppressed[] = [];
    for (const [key, { origin, endsAt, seen }] of this.windows) {
      if (endsAt > now) continue;
      this.windows.delete(key);
      const suppressed = seen - this.options.most;
      if (suppressed > 0) over.push({ ...origin, suppressed });
    }
    return over;
  }

  private windowOf(origin: Origin, now: number): Window {
    const found = this.windows.get(`${origin.reason} ${origin.address}`);
    if (found) return found;
    const isFull = this.windows.size >= this.options.originsMax;
    const counted = isFull ? { address: '', reason: origin.reason } : origin;
    const key = `${counted.reason} ${counted.address}`;
    const window = this.windows.get(key) ?? {
      origin: counted,
      endsAt: now + this.options.windowMs,
      seen: 0,
    };
    this.windows.set(key, window);
    return window;
  }
}
