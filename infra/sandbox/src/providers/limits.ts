/** So many units in a time: in every interval of that length, or from each full multiple of it. */
export interface Limit {
  readonly kind: 'rolling' | 'fixed';
  readonly seconds: number;
  readonly limit: number;
}

/** The window that will run out first. */
export interface Standing {
  readonly window: Limit;
  readonly remaining: number;
  /** When it is whole again, or when the next unit is: milliseconds since 1970. */
  readonly resetAt: number;
  readonly now: number;
}

export interface Exhausted extends Standing {
  readonly remaining: 0;
}

interface Taken {
  readonly at: number;
  readonly units: number;
}

const MONTH_SECONDS = 31 * 86_400;

/** Counts what one key used, to the unit. Not fast, and never wrong. */
export class KeyUsage {
  private taken: Taken[] = [];

  /** @returns the window that has not so many units left, if there is one */
  exhausted(limits: readonly Limit[], units: number, now: number): Exhausted | undefined {
    const full = limits
      .map((window) => this.standing(window, now))
      .filter(({ remaining }) => remaining < units)
      .sort((a, b) => b.resetAt - a.resetAt)[0];
    return full && { ...full, remaining: 0 };
  }

  take(units: number, now: number): Taken {
    const taken = { at: now, units };
    this.taken = this.taken.filter(({ at }) => at > now - MONTH_SECONDS * 1_000);
    this.taken.push(taken);
    return taken;
  }

  giveBack(taken: Taken): void {
    this.taken = this.taken.filter((each) => each !== taken);
  }

  /** Of the window that will run out first. */
  tightest(limits: readonly Limit[], now: number): Standing | undefined {
    return limits
      .map((window) => this.standing(window, now))
      .sort((a, b) => a.remaining - b.remaining)[0];
  }

  private standing(window: Limit, now: number): Standing {
    const length = window.seconds * 1_000;
    const start = window.kind === 'fixed' ? Math.floor(now / length) * length : now - length;
    const within = this.taken.filter(({ at }) =>
      window.kind === 'fixed' ? at >= start : at > start,
    );
    const used = within.reduce((total, { units }) => total + units, 0);
    const first = within[0]?.at ?? now;
    const resetAt = window.kind === 'fixed' ? start + length : first + length;
    return { window, remaining: Math.max(0, window.limit - used), resetAt, now };
  }
}
