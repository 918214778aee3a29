import { named, type Outcome, type RunLines } from './run-lines.js';
import { secondsOf } from './resource-kinds.js';
import type { Live, Operation, Stack } from './stack.js';
import type { Phase } from './stack-fault.js';
import type { StackRuns } from './stack-runs.js';
import type { TemplateResource } from './template.js';

/** How what is not wanted any more goes. */
export class Clearance {
  constructor(
    private readonly lines: RunLines,
    private readonly runs: StackRuns,
  ) {}

  /** Deletes what an update or its rollback left, here and in the stacks within. */
  cleanUp(stack: Stack, at: number, operation: Operation, status: string): number {
    const startedAt = stack.update?.startedAt ?? at;
    const isForward = status === 'UPDATE_COMPLETE';
    const [was, is] = [stack.live(startedAt), stack.live(at)];
    const wanted = stack.values(at);
    const { resources } = stack.revision(at).template;
    const isWanted = (id: string) => {
      const resource = resources.get(id);
      return resource !== undefined && wanted.holds(resource.condition);
    };
    const doomed = isForward
      ? [...was.values()].filter(
          ({ logicalId, physicalId }) =>
            !isWanted(logicalId) || is.get(logicalId)?.physicalId !== physicalId,
        )
      : stack
          .madeSince(startedAt)
          .filter(({ physicalId }) =>
            [...was.values()].every((each) => each.physicalId !== physicalId),
          );
    const { endsAt, failed } = this.clear(stack, at, operation, 'delete', doomed);
    const ends = stack.childrenBy(at).map((child) => {
      const last = child.ownRow(Infinity);
      return last?.status === `${status}_CLEANUP_IN_PROGRESS`
        ? this.cleanUp(child, Math.max(at, last.at), last.operation, status)
        : at;
    });
    const end = Math.max(endsAt, ...ends) + 1;
    const left = 'Update successful. One or more resources could not be deleted.';
    this.lines.own(
      stack,
      end,
      operation,
      status,
      isForward && failed !== undefined ? left : undefined,
    );
    return end;
  }

  /** Deletes resources, each once nothing is left that depends on it. */
  clear(
    stack: Stack,
    at: number,
    operation: Operation,
    phase: Phase,
    doomed: readonly Live[],
    retained: readonly string[] = [],
  ): Outcome {
    const { resources } = stack.revision(at).template;
    const ids = new Set(doomed.map(({ logicalId }) => logicalId));
    const dependents = new Map<string, string[]>();
    for (const { logicalId, dependsOn } of resources.values())
      if (ids.has(logicalId))
        for (const name of dependsOn)
          dependents.set(name, [...(dependents.get(name) ?? []), logicalId]);
    const order = [...resources.keys()].reverse();
    const sorted = doomed.toSorted(
      (a, b) => order.indexOf(a.logicalId) - order.indexOf(b.logicalId),
    );
    const ends = new Map<string, number>();
    const failed: string[] = [];
    let endsAt = at;
    for (const each of sorted) {
      const above = (dependents.get(each.logicalId) ?? []).map((name) => ends.get(name) ?? at);
      const start = Math.max(at, ...above) + 1;
      const resource = resources.get(each.logicalId);
      const done =
        start === Infinity
          ? { endsAt: at, failed: '' }
          : this.discard(stack, operation, phase, each, resource, start, retained);
      ends.set(each.logicalId, done.failed === undefined ? done.endsAt : Infinity);
      endsAt = Math.max(endsAt, done.endsAt);
      if (done.failed !== undefined && start !== Infinity) failed.push(each.logicalId);
    }
    return failed.length === 0 ? { endsAt } : { endsAt, failed: named(failed, 'delete') };
  }

  private discard(
    stack: Stack,
    operation: Operation,
    phase: Phase,
    live: Live,
    resource: TemplateResource | undefined,
    at: number,
    retained: readonly string[],
  ): Outcome {
    const line = (when: number, status: string, reason?: string) =>
      this.lines.line(stack, operation, live, when, status, reason, live.physicalId);
    const isKept =
      retained.includes(live.logicalId) ||
      (resource?.deletionPolicy === 'Retain' &&
        !(phase === 'rollback' && stack.root.settings.retainExceptOnCreate));
    if (isKept) {
      line(at, 'DELETE_SKIPPED');
      return { endsAt: at };
    }
    const child = stack.children.get(live.physicalId ?? '');
    const begun = child ? Math.max(at, child.lastAt + 1) : at;
    line(begun, 'DELETE_IN_PROGRESS');
    if (child) {
      const own = this.lines.begin(child, 'DELETE_STACK', begun + 1, operation.token);
      const done = this.runs.remove(child, begun + 1, own, phase);
      const why = `Embedded stack ${child.id} was not successfully deleted: ${done.failed}`;
      line(
        done.endsAt + 1,
        done.failed === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
        done.failed && why,
      );
      return { ...done, endsAt: done.endsAt + 1 };
    }
    const struck = this.lines.strike(stack, live, phase, operation);
    const seconds =
      struck?.afterSeconds ?? secondsOf(live.type, stack.id, live.logicalId, 'DELETE') / 2;
    const endsAt = begun + this.lines.ms(seconds);
    struck?.spend();
    line(
      endsAt,
      struck?.reason === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
      struck?.reason,
    );
    return { endsAt, ...(struck?.reason === undefined ? {} : { failed: struck.reason }) };
  }
}
