import { type ErrorCode, ServiceError } from '@margay/contracts';
import { AwsFailure } from './aws-failure.js';
import { Penalty, REAL, type Surroundings } from './penalty.js';
import type { Labels, SecretSource } from './secret-source.js';
import type { StoredSecret } from './stored-secret.js';

export interface RotationWatch {
  /** How often a secret in use is looked at, in milliseconds; a fifth more or less by chance. */
  readonly lookEveryMs: number;
  /** A value that was looked at longer ago is not handed out before it is looked at again. */
  readonly trustedForMs: number;
  /** How long after a change the version before it may still be the one that works. */
  readonly overlapMs: number;
}

export const ROTATION_WATCH: RotationWatch = {
  lookEveryMs: 30_000,
  trustedForMs: 300_000,
  overlapMs: 900_000,
};

/** After so many looks that found nothing new, rejections make it look again only now and then. */
const VAIN_MAX = 3;
const LOOK_AGAIN_MS = 1_000;
const REFUSED = { least: 1_000, most: 300_000 };

/** After these, what is kept must not be handed out any longer. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['forbidden', 'not_found']);

/**
 * The versions of one secret that somebody may need: the current one, the one before it, and the
 * next one as soon as there is one. Values never change under a version's id, so each is read once.
 */
export class SecretVersions {
  private readonly kept = new Map<string, StoredSecret>();
  private readonly penalty: Penalty;
  private labels: Labels | undefined;
  private currentId: string | undefined;
  private vain = 0;
  private lookedAt = -Infinity;
  private lookAt = -Infinity;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly source: SecretSource,
    private readonly watch: RotationWatch = ROTATION_WATCH,
    private readonly around: Surroundings = REAL,
  ) {
    this.penalty = new Penalty(REFUSED, around);
  }

  /** @throws ServiceError */
  async current(): Promise<StoredSecret> {
    const now = this.around.now();
    const kept = this.keptCurrent;
    if (kept && now - this.lookedAt < this.watch.trustedForMs) {
      if (now >= this.lookAt && !this.penalty.inForce) this.look().catch(() => undefined);
      return kept;
    }
    if (this.penalty.inForce) throw this.penalty.inForce;
    await this.look();
    const found = this.keptCurrent;
    if (!found) throw new AwsFailure('missing', 'NoCurrentVersion', undefined).toServiceError();
    return found;
  }

  /** What to try in place of one that was rejected; undefined when there is nothing. */
  async insteadOf({ versionId }: StoredSecret): Promise<StoredSecret | undefined> {
    // A look that is under way may have begun before the label moved.
    await this.looking?.catch(() => undefined);
    if (this.currentId === versionId && this.mayLook()) await this.lookForAnother();
    return this.currentId === versionId ? this.previous() : this.keptCurrent;
  }

  /** The rejection may be the first to tell of a rotation, or just one more of a key that is wrong. */
  private mayLook(): boolean {
    return this.vain < VAIN_MAX || this.around.now() - this.lookedAt >= LOOK_AGAIN_MS;
  }

  private async lookForAnother(): Promise<void> {
    const before = this.currentId;
    const looking = this.looking;
    await this.look().catch(() => undefined);
    if (this.currentId !== before) this.vain = 0;
    else if (!looking) this.vain++;
  }

  private get keptCurrent(): StoredSecret | undefined {
    return this.currentId === undefined ? undefined : this.kept.get(this.currentId);
  }

  /** The third party may hear of the next key later than we do. */
  private async previous(): Promise<StoredSecret | undefined> {
    const { previous, changedAt } = this.labels ?? {};
    const age = Date.now() - (changedAt?.getTime() ?? 0);
    if (previous === undefined || age > this.watch.overlapMs) return undefined;
    return this.fetch(previous).catch(() => undefined);
  }

  private look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    try {
      await (this.currentId === undefined ? this.begin() : this.compare());
      this.penalty.lift();
      this.looked();
    } catch (error) {
      const refusal =
        error instanceof ServiceError ? error : AwsFailure.from(error).toServiceError();
      if (FINAL.has(refusal.code)) this.forget();
      this.penalty.failed(refusal);
      throw refusal;
    }
  }

  private looked(): void {
    const { now, random } = this.around;
    this.lookedAt = now();
    this.lookAt = this.lookedAt + this.watch.lookEveryMs * (0.8 + 0.4 * random());
  }

  /** The first time nothing is known that could be compared. */
  private async begin(): Promise<void> {
    const current = await this.source.value();
    this.kept.set(current.versionId, current);
    this.currentId = current.versionId;
  }

  private async compare(): Promise<void> {
    const labels = await this.source.labels();
    if (labels.current === undefined)
      throw new AwsFailure('missing', 'NoCurrentVersion', undefined);
    // Only when its value is here does the new one take over.
    await this.fetch(labels.current);
    this.currentId = labels.current;
    this.labels = labels;
    // One that is being made may have no value yet. It is warmed at one of the next looks.
    if (labels.pending !== undefined) await this.fetch(labels.pending).catch(() => undefined);
    const wanted = [labels.current, labels.pending, labels.previous];
    for (const id of [...this.kept.keys()]) if (!wanted.includes(id)) this.kept.delete(id);
  }

  private async fetch(versionId: string): Promise<StoredSecret> {
    const kept = this.kept.get(versionId) ?? (await this.source.value(versionId));
    this.kept.set(versionId, kept);
    return kept;
  }

  private forget(): void {
    this.kept.clear();
    this.currentId = undefined;
    this.labels = undefined;
  }
}
