/** Milliseconds that only ever go forward, and chance. Specs bring their own. */
export interface Surroundings {
  readonly now: () => number;
  readonly random: () => number;
}

export const REAL: Surroundings = { now: () => performance.now(), random: Math.random };

/** How long after a refusal nothing is asked again, in milliseconds: the first time and at most. */
export interface PenaltyBounds {
  readonly least: number;
  readonly most: number;
}

/** Answers with the last failure for a while, doubling: what was refused is not asked for again at once. */
export class Penalty {
  private failures = 0;
  private until = -Infinity;
  private last: Error | undefined;

  constructor(
    private readonly bounds: PenaltyBounds,
    private readonly around: Surroundings = REAL,
  ) {}

  /** What to answer without asking; undefined when asking is right. */
  get inForce(): Error | undefined {
    return this.around.now() < this.until ? this.last : undefined;
  }

  failed(error: Error, bounds = this.bounds): void {
    const { now, random } = this.around;
    const wait = Math.min(bounds.most, bounds.least * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 20);
    this.last = error;
    this.until = now() + wait / 2 + (random() * wait) / 2;
  }

  lift(): void {
    this.failures = 0;
    this.until = -Infinity;
    this.last = undefined;
  }
}
