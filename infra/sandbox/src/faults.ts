import { setTimeout as sleep } from 'node:timers/promises';
import type { Dialect } from './aws-error.js';

export interface Fault {
  /** `sts:AssumeRole`. */
  readonly action: string;
  readonly kind: 'denied' | 'throttled' | 'unavailable' | 'expired' | 'slow' | 'lost';
  /** Only calls about this role or secret. */
  readonly resource?: string | undefined;
  /** How many calls it befalls; undefined: all, until it is taken away. */
  readonly times?: number | undefined;
  /** Only every such call of those that it could befall. */
  readonly every?: number | undefined;
  /** How long a slow call takes. */
  readonly delayMs?: number | undefined;
}

/** What goes wrong on purpose. */
export class Faults {
  private readonly planned: { fault: Fault; left: number; seen: number }[] = [];

  add(fault: Fault): void {
    this.planned.push({ fault, left: fault.times ?? Infinity, seen: 0 });
  }

  clear(): void {
    this.planned.length = 0;
  }

  private *strike(action: string, resource: string, isLost: boolean): Generator<Fault> {
    for (const plan of this.planned) {
      const { fault } = plan;
      const meant = fault.resource === undefined || fault.resource === resource;
      const isDue = fault.action === action && (fault.kind === 'lost') === isLost;
      if (!isDue || !meant || plan.left <= 0) continue;
      if (++plan.seen % (fault.every ?? 1) !== 0) continue;
      plan.left--;
      yield fault;
    }
  }

  /** Whether the answer to a call is lost on its way, though the call was obeyed. */
  losesAnswer(action: string, resource: string): boolean {
    for (const _ of this.strike(action, resource, true)) return true;
    return false;
  }

  /** Lets befall a call what was planned for it. @throws AwsError */
  async befall(action: string, resource: string, dialect: Dialect): Promise<void> {
    for (const fault of this.strike(action, resource, false)) {
      switch (fault.kind) {
        case 'slow':
          // Whoever waits for it keeps the process; an answer nobody waits for does not.
          await sleep(fault.delayMs ?? 1_000, undefined, { ref: false });
          break;
        case 'denied':
          throw dialect.denied('It was planned that this is denied.');
        case 'throttled':
          throw dialect.throttled();
        case 'unavailable':
          throw dialect.unavailable();
        case 'expired':
          throw dialect.expired();
        case 'lost':
          break;
      }
    }
  }
}
