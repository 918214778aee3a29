import type { Clearance } from './clearance.js';
import { named, type Outcome, type RunLines } from './run-lines.js';
import { secondsOf } from './resource-kinds.js';
import type { Live, Operation, Stack } from './stack.js';

/** How a rollback puts back what an update changed. */
export class Restoration {
  constructor(
    private readonly lines: RunLines,
    private readonly clearance: Clearance,
  ) {}

  /** Puts back all that an update changed. @param skip logical ids, or `nested stack's name.logical id`, that are left */
  rollBackUpdate(
    stack: Stack,
    at: number,
    operation: Operation,
    reason: string | undefined,
    skip: ReadonlySet<string> = new Set(),
  ): Outcome {
    const { startedAt, before } = stack.update ?? { startedAt: at, before: stack.revision(at) };
    this.lines.own(stack, at, operation, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
    const [was, is] = [stack.live(startedAt), stack.resources(at)];
    const ends = new Map<string, number>();
    const failed: string[] = [];
    let endsAt = at;
    for (const { logicalId, dependsOn } of before.template.resources.values()) {
      const [old, now] = [was.get(logicalId), is.get(logicalId)];
      if (!old || !now || now.at <= startedAt || isRestored(now)) continue;
      const start = Math.max(at, ...dependsOn.map((name) => ends.get(name) ?? at)) + 1;
      if (start === Infinity) {
        ends.set(logicalId, Infinity);
        continue;
      }
      const done = this.restore(stack, operation, old, start, skip);
      ends.set(logicalId, done.failed === undefined ? done.endsAt : Infinity);
      endsAt = Math.max(endsAt, done.endsAt);
      if (done.failed !== undefined) failed.push(logicalId);
    }
    if (failed.length > 0) {
      const why = named(failed, 'update');
      this.lines.own(stack, endsAt + 1, operation, 'UPDATE_ROLLBACK_FAILED', why);
      return { endsAt: endsAt + 1, failed: why };
    }
    stack.become(endsAt, before);
    this.lines.own(stack, endsAt, operation, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!stack.parent) this.clearance.cleanUp(stack, endsAt, operation, 'UPDATE_ROLLBACK_COMPLETE');
    return { endsAt };
  }

  private restore(
    stack: Stack,
    operation: Operation,
    old: Live,
    at: number,
    skip: ReadonlySet<string>,
  ): Outcome {
    const line = (when: number, status: string, reason?: string) =>
      this.lines.line(stack, operation, old, when, status, reason, old.physicalId);
    const address = stack.parent ? `${stack.name}.${old.logicalId}` : old.logicalId;
    if (skip.has(address)) {
      line(at, 'UPDATE_COMPLETE', 'Resource was skipped in the rollback.');
      return { endsAt: at };
    }
    line(at, 'UPDATE_IN_PROGRESS');
    const child = stack.children.get(old.physicalId ?? '');
    if (child) return this.restoreNested(child, operation, at, skip, line);
    const struck = this.lines.strike(stack, old, 'rollback', operation);
    const seconds = struck?.afterSeconds ?? secondsOf(old.type, stack.id, old.logicalId, 'restore');
    const endsAt = at + this.lines.ms(seconds);
    struck?.spend();
    const failed = struck?.reason;
    line(endsAt, failed === undefined ? 'UPDATE_COMPLETE' : 'UPDATE_FAILED', failed);
    return failed === undefined ? { endsAt } : { endsAt, failed };
  }

  private restoreNested(
    child: Stack,
    operation: Operation,
    at: number,
    skip: ReadonlySet<string>,
    line: (when: number, status: string, reason?: string) => void,
  ): Outcome {
    const last = child.ownRow(Infinity);
    const isUntouched = (child.update?.startedAt ?? -1) < (child.parent?.update?.startedAt ?? 0);
    const isDone =
      last?.status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' ||
      (last?.status === 'UPDATE_ROLLBACK_FAILED' && operation.type !== 'CONTINUE_ROLLBACK');
    const begun = Math.max(at, child.lastAt) + 1;
    const done = ((): Outcome => {
      if (isUntouched) return { endsAt: at + this.lines.ms(1) };
      if (last && isDone)
        return {
          endsAt: begun,
          ...(last.status === 'UPDATE_ROLLBACK_FAILED' ? { failed: last.reason ?? '' } : {}),
        };
      const own = this.lines.begin(child, operation.type, begun, operation.token);
      return this.rollBackUpdate(child, begun, own, undefined, skip);
    })();
    if (done.failed === undefined) line(done.endsAt, 'UPDATE_COMPLETE');
    else
      line(
        done.endsAt,
        'UPDATE_FAILED',
        `Embedded stack ${child.id} was not successfully updated. Currently in UPDATE_ROLLBACK_FAILED with reason: ${done.failed}`,
      );
    return done;
  }
}

const isRestored = ({ operation, status }: Live): boolean =>
  status === 'UPDATE_COMPLETE' &&
  (operation.type === 'ROLLBACK' || operation.type === 'CONTINUE_ROLLBACK');
