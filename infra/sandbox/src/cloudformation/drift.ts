import { randomUUID } from 'node:crypto';
import type { Place, Stack } from './stack.js';
import type { StackEngine } from './stack-engine.js';
import { invalid } from './template.js';

const DETECTING_SECONDS = 10;

export interface DriftedProperty {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** What became of a resource behind its stack's back. */
export interface Drifted {
  readonly logicalId: string;
  readonly status: 'MODIFIED' | 'DELETED';
  readonly properties: readonly DriftedProperty[];
}

interface Detection {
  readonly id: string;
  readonly stack: Stack;
  readonly startedAt: number;
  readonly readyAt: number;
  /** As it was found. */
  readonly drifted: ReadonlyMap<string, Drifted>;
}

/** What was changed past CloudFormation, and whether anybody looked. Stacks within are stacks of their own. */
export class Drift {
  private readonly real = new Map<string, Map<string, Drifted>>();
  private readonly detections = new Map<string, Detection>();

  constructor(private readonly engine: StackEngine) {}

  /** @param drifted none: the resource is as it should be again */
  mark(stack: Stack, logicalId: string, drifted: Drifted | undefined): void {
    const marks = this.real.get(stack.id) ?? new Map<string, Drifted>();
    this.real.set(stack.id, marks);
    if (drifted) marks.set(logicalId, drifted);
    else marks.delete(logicalId);
  }

  detect(place: Place, nameOrId: string, now: number): string {
    const stack = this.engine.get(place, nameOrId, now);
    const status = stack.status(now) ?? '';
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK|ROLLBACK)_(COMPLETE|FAILED)$/.test(status))
      throw invalid(`Drift detection cannot be run on a stack in ${status} state.`);
    const id = randomUUID();
    const drifted = new Map(this.real.get(stack.id));
    const readyAt = now + (DETECTING_SECONDS * 1_000) / this.engine.compression;
    this.detections.set(id, { id, stack, startedAt: now, readyAt, drifted });
    return id;
  }

  /** @throws AwsError */
  detection(id: string): Detection {
    const found = this.detections.get(id);
    if (!found) throw invalid(`Drift detection ${id} does not exist`);
    return found;
  }

  /** The last one that came to its end. */
  last(stack: Stack, now: number): Detection | undefined {
    return [...this.detections.values()].findLast(
      (each) => each.stack === stack && each.readyAt <= now,
    );
  }

  clear(): void {
    this.real.clear();
    this.detections.clear();
  }
}
