import type { Finding } from '../providers/provider.js';
import { ProviderFailure } from '../providers/provider.client.js';
import { QuotaExhausted } from '../quota/permit.js';

/** What one call said of one value; without a finding, nothing is known. */
export interface Said {
  readonly result: Finding | undefined;
  readonly maxAgeMs: number | undefined;
}

/** What one call said of all its values. Whoever is missing is not known. */
export interface SaidOfMany {
  readonly result: ReadonlyMap<string, Finding>;
  readonly maxAgeMs: number | undefined;
}

/** For whom values are asked about; those of the same can share a call. */
export interface AskedFor {
  readonly caller: string;
  readonly isAlert: boolean;
  readonly waitMs: number;
}

interface Waiting {
  readonly value: string;
  readonly resolve: (said: Said) => void;
  readonly reject: (error: unknown) => void;
}

/** What is asked within so short a time goes in one call. */
const GATHER_MS = 4;
/** More than one batch of events has, and few enough for one answer. */
const VALUES_MAX = 500;

/**
 * Gathers values into calls for many. A call that is too large for what is left of the quota, or is not
 * understood, is cut in two, so that one value is the misfortune of that one only.
 */
export class BulkCalls {
  private readonly gathering = new Map<string, Waiting[]>();

  constructor(
    private readonly max: number,
    /** Another call because of one that failed has to be affordable. */
    private readonly mayTryAgain: () => boolean,
    private readonly call: (values: readonly string[], asked: AskedFor) => Promise<SaidOfMany>,
  ) {}

  /** @throws whatever the call throws that the value was in */
  ask(value: string, { caller, isAlert, waitMs }: AskedFor): Promise<Said> {
    const asked = { caller, isAlert, waitMs };
    const key = JSON.stringify([caller, isAlert, waitMs]);
    return new Promise((resolve, reject) => {
      const waiting = this.gathering.get(key);
      const one = { value, resolve, reject };
      if (waiting) waiting.push(one);
      else {
        this.gathering.set(key, [one]);
        setTimeout(() => this.go(key, asked), GATHER_MS);
      }
      if ((waiting?.length ?? 0) >= Math.min(this.max, VALUES_MAX)) this.go(key, asked);
    });
  }

  private go(key: string, asked: AskedFor): void {
    const waiting = this.gathering.get(key);
    this.gathering.delete(key);
    if (waiting) void this.askAll(waiting, asked);
  }

  private async askAll(waiting: readonly Waiting[], asked: AskedFor): Promise<void> {
    try {
      const values = waiting.map(({ value }) => value);
      const { result, maxAgeMs } = await this.call(values, asked);
      for (const { value, resolve } of waiting) resolve({ result: result.get(value), maxAgeMs });
    } catch (error) {
      if (waiting.length === 1 || !this.isWorthCutting(error))
        for (const { reject } of waiting) reject(error);
      else {
        const middle = Math.ceil(waiting.length / 2);
        await this.askAll(waiting.slice(0, middle), asked);
        await this.askAll(waiting.slice(middle), asked);
      }
    }
  }

  private isWorthCutting(error: unknown): boolean {
    // Nothing was sent: to ask for less costs nothing.
    if (error instanceof QuotaExhausted) return true;
    return error instanceof ProviderFailure && error.failure === 'malformed' && this.mayTryAgain();
  }
}
