import { randomUUID } from 'node:crypto';
import { create, type JsonObject } from '@bufbuild/protobuf';
import { AttemptResult, AuditApi, RecordAttemptRequestSchema } from '@margay/contracts';
import { type Caller, type Client, systemCaller } from '@margay/messaging';
import { counter, gauge } from '@margay/observability';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AttemptSampler } from './attempt-sampler.js';

/** What a request wanted and what became of it. */
export interface Attempt {
  readonly action: string;
  readonly succeeded: boolean;
  readonly params: JsonObject;
  readonly errors: readonly string[];
  readonly targetId: string;
  readonly reason: string;
  /** A change was asked for and not refused: the service that did it may tell of it itself. */
  readonly mayBeTold: boolean;
  /** Attempts like this one that are not told one by one. */
  readonly suppressed: number;
}

const WAITING_MAX = 5_000;
const AT_A_TIME = 8;
const RETRY_MS = { least: 200, most: 5_000 } as const;
const LEAVE_WITHIN_MS = 3_000;
const SUM_UP_MS = 5_000;

const waiting = gauge({
  name: 'margay_gateway_attempts_waiting',
  help: 'Attempts that the audit log does not know of yet.',
});
const suppressed = counter({
  name: 'margay_gateway_attempts_suppressed_total',
  help: 'Attempts that the audit log knows of as a number only, because they came too often.',
});
const dropped = counter({
  name: 'margay_gateway_attempts_dropped_total',
  help: 'Attempts that the audit log will never know of, because too many waited.',
});

/**
 * Tells the audit log of what is in no service's own log. Nobody waits for it: a slow audit log slows
 * nothing down, and one that is away is told when it is back.
 */
@Injectable()
export class AttemptReporter implements OnApplicationShutdown {
  private readonly logger = new Logger('attempts');
  private readonly queue: { attempt: Attempt; caller: Caller }[] = [];
  private sending = 0;
  private failures = 0;
  private pause: NodeJS.Timeout | undefined;
  private leaving: (() => void) | undefined;
  private readonly sampler = new AttemptSampler();
  /** Attempts that there was no room for, and of which the audit log has not heard. */
  private lost = 0;
  private readonly summing = setInterval(() => this.sumUp(), SUM_UP_MS).unref();

  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  report(attempt: Attempt, caller: Caller): void {
    const isRefused = !attempt.succeeded && !attempt.mayBeTold;
    const from = { address: caller.origin?.sourceIp ?? '', reason: attempt.reason };
    if (isRefused && !this.sampler.admits(from, performance.now())) {
      suppressed.inc();
      return;
    }
    this.enqueue(attempt, caller);
  }

  /** What was left out becomes a number in the audit log. */
  private sumUp(now = performance.now()): void {
    for (const { address, reason, suppressed: count } of this.sampler.takeOver(now))
      this.leftOut({ address, reason }, reason, count);
    if (this.lost === 0 || this.queue.length >= WAITING_MAX) return;
    const count = this.lost;
    this.lost = 0;
    this.leftOut({}, 'queue_full', count);
  }

  private leftOut(params: JsonObject, reason: string, count: number): void {
    const attempt = {
      action: 'SUPPRESS_ATTEMPTS',
      succeeded: true,
      params,
      errors: [],
      targetId: '',
      reason,
      mayBeTold: false,
      suppressed: count,
    };
    this.enqueue(attempt, systemCaller('gateway', randomUUID()));
  }

  private enqueue(attempt: Attempt, caller: Caller): void {
    if (this.queue.length >= WAITING_MAX) {
      dropped.inc();
      this.lost += Math.max(1, attempt.suppressed);
      return;
    }
    // The caller's own deadline is over by the time this is sent.
    const { deadlineAt: _over, ...rest } = caller;
    this.queue.push({ attempt, caller: rest });
    this.send();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.summing);
    this.sumUp(Infinity);
    if (this.queue.length + this.sending === 0) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, LEAVE_WITHIN_MS);
      this.leaving = () => {
        clearTimeout(late);
        resolve();
      };
    });
    clearTimeout(this.pause);
    if (this.queue.length > 0)
      this.logger.error('Attempts were not told to the audit log.', { count: this.queue.length });
  }

  private send(): void {
    waiting.set(this.queue.length + this.sending);
    while (this.sending < AT_A_TIME && this.pause === undefined) {
      const next = this.queue.shift();
      if (!next) break;
      this.sending++;
      void this.tell(next.attempt, next.caller)
        .catch(() => this.again(next))
        .finally(() => {
          this.sending--;
          this.send();
        });
    }
    if (this.queue.length + this.sending === 0) this.leaving?.();
  }

  private async tell(attempt: Attempt, caller: Caller): Promise<void> {
    const request = create(RecordAttemptRequestSchema, {
      actionName: attempt.action,
      result: attempt.succeeded ? AttemptResult.SUCCEEDED : AttemptResult.FAILED,
      params: attempt.params,
      errors: [...attempt.errors],
      targetId: attempt.targetId,
      reason: attempt.reason,
      mayBeTold: attempt.mayBeTold,
      suppressed: attempt.suppressed,
    });
    await this.audit.recordAttempt(request, caller);
    this.failures = 0;
  }

  /** The same request id again is the same record, so it does no harm if the first did arrive. */
  private again(next: { attempt: Attempt; caller: Caller }): void {
    this.queue.unshift(next);
    if (this.pause) return;
    this.failures++;
    const wait = Math.min(RETRY_MS.least * 2 ** this.failures, RETRY_MS.most);
    if (this.failures === 1) this.logger.warn('The audit log does not answer. Trying again.');
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.send();
    }, wait);
  }
}
