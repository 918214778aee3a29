import type { Secret } from '@margay/config';
import { ServiceError } from '@margay/contracts';
import { AwsFailure } from './aws-failure.js';
import type { Keys } from './aws-settings.js';
import { Penalty, REAL, type Surroundings } from './penalty.js';

/** Credentials of a role, for a while. */
export interface Session {
  readonly arn: string;
  readonly keys: Secret<Keys>;
  /** Aborts when the role may no longer be used: whatever is under way with these keys is to end. */
  readonly signal: AbortSignal;
  /** How old it is, in milliseconds. */
  readonly ageMs: () => number;
}

export interface Opened {
  readonly keys: Secret<Keys>;
  /** As it was asked for: AWS's clock and ours need not agree. */
  readonly seconds: number;
}

/** Opens a session. Aborts with the signal. @throws AwsFailure or ServiceError */
export type Open = (arn: string, signal: AbortSignal) => Promise<Opened>;

interface Held {
  readonly session: Session;
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Entry {
  held?: Held | undefined;
  flight?: Promise<Session> | undefined;
  readonly penalty: Penalty;
  readonly cancelled: AbortController;
}

/** Part of its life after which a session is renewed. Less some chance, so that replicas do not renew together. */
const RENEW_AT = 0.8;
const RENEW_JITTER = 0.1;
/** A session is not given to a call that would outlive it. */
const END_MARGIN_MS = 15_000;
const OPEN_MS = 15_000;
const DENIED = { least: 1_000, most: 300_000 };
const FAILED = { least: 200, most: 30_000 };

const withdrawn = () => new ServiceError('forbidden', 'The role may no longer be used.');

/**
 * One session per role: opened by whoever asks first while the others wait for the same, renewed in
 * the background while the old one still works, and after a refusal not asked for at once again.
 */
export class SessionCache {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly open: Open,
    private readonly around: Surroundings = REAL,
  ) {}

  /** @throws ServiceError `forbidden` or `unavailable`; the same again, unasked, while a refusal is fresh */
  async get(arn: string): Promise<Session> {
    const entry = this.entryOf(arn);
    const { held, penalty } = entry;
    const now = this.around.now();
    if (held && now < held.endsAt) {
      // The old one still works: whoever asks now does not wait, and does not hear of a failure.
      if (now >= held.renewAt && !penalty.inForce) this.renew(arn, entry).catch(() => undefined);
      return held.session;
    }
    if (penalty.inForce) throw penalty.inForce;
    return this.renew(arn, entry);
  }

  /** A session turned out not to work: the next question opens another. */
  discard({ arn, keys }: Session): void {
    const entry = this.entries.get(arn);
    if (entry?.held?.session.keys === keys) entry.held = undefined;
  }

  /** Takes the role's sessions away and ends whatever is under way with them. */
  withdraw(arn: string): void {
    const entry = this.entries.get(arn);
    if (!entry) return;
    this.entries.delete(arn);
    entry.cancelled.abort(withdrawn());
  }

  get size(): number {
    return this.entries.size;
  }

  private entryOf(arn: string): Entry {
    let entry = this.entries.get(arn);
    if (!entry) {
      entry = { penalty: new Penalty(FAILED, this.around), cancelled: new AbortController() };
      this.entries.set(arn, entry);
    }
    return entry;
  }

  private renew(arn: string, entry: Entry): Promise<Session> {
    entry.flight ??= this.openFor(arn, entry).finally(() => (entry.flight = undefined));
    return entry.flight;
  }

  private async openFor(arn: string, entry: Entry): Promise<Session> {
    const { now, random } = this.around;
    const startedAt = now();
    const { signal } = entry.cancelled;
    try {
      const { keys, seconds } = await this.open(
        arn,
        AbortSignal.any([signal, AbortSignal.timeout(OPEN_MS)]),
      );
      signal.throwIfAborted();
      const life = seconds * 1_000;
      const session = { arn, keys, signal, ageMs: () => now() - startedAt };
      entry.held = {
        session,
        renewAt: startedAt + life * (RENEW_AT - RENEW_JITTER * random()),
        endsAt: startedAt + life - END_MARGIN_MS,
      };
      entry.penalty.lift();
      return session;
    } catch (error) {
      if (signal.aborted) throw withdrawn();
      throw this.refused(entry, error);
    }
  }

  private refused({ penalty }: Entry, error: unknown): ServiceError {
    const failure = error instanceof ServiceError ? error : AwsFailure.from(error).toServiceError();
    penalty.failed(failure, failure.code === 'forbidden' ? DENIED : FAILED);
    return failure;
  }
}
