export interface RetryBudgetOptions {
  /** So many retries for each call; 0.1: at most one in ten. */
  readonly ratio: number;
  /** What may be saved up, in retries. */
  readonly savedMax: number;
}

/** Retries are paid for by calls, so that they never multiply the load on somebody who is in trouble. */
export class RetryBudget {
  private saved = 0;

  constructor(private readonly options: RetryBudgetOptions = { ratio: 0.1, savedMax: 10 }) {}

  /** A first attempt is made. */
  deposit(): void {
    const { ratio, savedMax } = this.options;
    this.saved = Math.min(savedMax, this.saved + ratio);
  }

  /** @returns whether a retry may be made; if so, it is paid */
  withdraw(): boolean {
    // Ten tenths do not add up to one.
    if (this.saved < 1 - 1e-9) return false;
    this.saved = Math.max(0, this.saved - 1);
    return true;
  }
}
