import { AwsError } from '../aws-error.js';
import { additions, type Difference, differences } from './differences.js';
import { nestedRevision } from './nested-revision.js';
import { nameProperty, physicalIdOf, secondsOf } from './resource-kinds.js';
import {
  type HookRow,
  type Live,
  type Operation,
  type OperationType,
  type Revision,
  type Row,
  Stack,
} from './stack.js';
import type { Phase, StackFaults, Struck } from './stack-fault.js';
import { NESTED, type Template, type TemplateResource } from './template.js';

/** What runs need of the world. */
export interface Site {
  readonly faults: StackFaults;
  /** How much faster than in AWS things happen. */
  readonly compression: number;
  newId(): string;
  /** @throws AwsError */
  template(url: string): Template;
  nested(stack: Stack): void;
}

/** When a run is over for whoever began it, and why it failed, if it did. */
interface Outcome {
  readonly endsAt: number;
  readonly failed?: string;
}

interface Step extends Outcome {
  readonly spend?: (() => void) | undefined;
}

const CANCELLED = { CREATE: 'Resource creation cancelled', UPDATE: 'Resource update cancelled' };
const INITIATED = 'Resource creation Initiated';
const REPLACING =
  'Requested update requires the creation of a new physical resource; hence creating one.';

const named = (ids: readonly string[], what: string): string =>
  `The following resource(s) failed to ${what}: [${ids.join(', ')}]. `;

/**
 * Plays operations through to their end when they begin. What happens is written into the stacks' histories, most of it
 * as still to come; whatever interrupts an operation takes back what has not happened yet.
 */
export class StackRuns {
  constructor(private readonly site: Site) {}

  begin(
    stack: Stack,
    type: OperationType,
    startedAt: number,
    token: string | undefined,
  ): Operation {
    return stack.begin({ id: this.site.newId(), type, token, startedAt });
  }

  /** The shell that a change set for a new stack leaves. */
  review(stack: Stack, at: number, operation: Operation): void {
    this.own(stack, at, operation, 'REVIEW_IN_PROGRESS', 'User Initiated');
  }

  create(stack: Stack, at: number, operation: Operation): Outcome {
    this.own(
      stack,
      at,
      operation,
      'CREATE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const due = additions(stack, stack.revision(at), at);
    const { endsAt, failed } = this.forward(stack, at, operation, due);
    if (failed === undefined) this.own(stack, endsAt, operation, 'CREATE_COMPLETE');
    else this.undoCreate(stack, endsAt + 1, operation, failed);
    return failed === undefined ? { endsAt } : { endsAt: endsAt + 1, failed };
  }

  update(stack: Stack, at: number, operation: Operation, target: Revision): Outcome {
    stack.update = { startedAt: at, before: stack.revision(at) };
    this.own(
      stack,
      at,
      operation,
      'UPDATE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const due = differences(stack, target, at).filter(({ action }) => action !== 'Remove');
    stack.become(at, target);
    const { endsAt, failed } = this.forward(stack, at, operation, due);
    if (failed !== undefined) {
      this.undoUpdate(stack, endsAt + 1, operation, failed);
      return { endsAt: endsAt + 1, failed };
    }
    this.own(stack, endsAt, operation, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!stack.parent) this.cleanUp(stack, endsAt, operation, 'UPDATE_COMPLETE');
    return { endsAt };
  }

  remove(
    stack: Stack,
    at: number,
    operation: Operation,
    phase: Phase = 'delete',
    retained: readonly string[] = [],
  ): Outcome {
    this.own(
      stack,
      at,
      operation,
      'DELETE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const live = [...stack.live(at).values()];
    const { endsAt, failed } = this.clear(stack, at, operation, phase, live, retained);
    this.own(
      stack,
      endsAt,
      operation,
      failed === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
      failed,
    );
    return failed === undefined ? { endsAt } : { endsAt, failed };
  }

  /** Puts back all that an update changed. @param skip logical ids, or `nested stack's name.logical id`, that are left */
  rollBackUpdate(
    stack: Stack,
    at: number,
    operation: Operation,
    reason: string | undefined,
    skip: ReadonlySet<string> = new Set(),
  ): Outcome {
    const { startedAt, before } = stack.update ?? { startedAt: at, before: stack.revision(at) };
    this.own(stack, at, operation, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
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
      this.own(stack, endsAt + 1, operation, 'UPDATE_ROLLBACK_FAILED', why);
      return { endsAt: endsAt + 1, failed: why };
    }
    stack.become(endsAt, before);
    this.own(stack, endsAt, operation, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!stack.parent) this.cleanUp(stack, endsAt, operation, 'UPDATE_ROLLBACK_COMPLETE');
    return { endsAt };
  }

  /** Stops what is under way: what has begun is cancelled, what has not begun never does. */
  interrupt(stack: Stack, at: number): void {
    stack.cut(at);
    for (const live of stack.resources(at).values()) {
      const verb = /^(CREATE|UPDATE)_IN_PROGRESS$/.exec(live.status)?.[1] as keyof typeof CANCELLED;
      if (!verb) continue;
      const child = stack.children.get(live.physicalId ?? '');
      if (child?.status(at) === `${verb}_IN_PROGRESS`) {
        const { operation } = child.ownRow(at) ?? live;
        this.interrupt(child, at);
        const what = verb === 'CREATE' ? 'create' : 'update';
        const why = named(failedIn(child, at, operation), what);
        if (verb === 'CREATE') this.undoCreate(child, at + 1, operation, why);
        else this.undoUpdate(child, at + 1, operation, why);
      }
      this.line(
        stack,
        live.operation,
        live,
        at,
        `${verb}_FAILED`,
        CANCELLED[verb],
        live.physicalId,
      );
    }
  }

  private undoCreate(stack: Stack, at: number, operation: Operation, reason: string): void {
    const { onFailure } = stack.root.settings;
    if (onFailure === 'DO_NOTHING') {
      this.own(stack, at, operation, 'CREATE_FAILED', reason);
      return;
    }
    if (onFailure === 'DELETE' && !stack.parent) {
      this.own(stack, at, operation, 'CREATE_FAILED', reason);
      this.remove(stack, at + 1, this.begin(stack, 'DELETE_STACK', at + 1, operation.token));
      return;
    }
    const rollback = this.begin(stack, 'ROLLBACK', at, operation.token);
    this.own(stack, at, rollback, 'ROLLBACK_IN_PROGRESS', `${reason}Rollback requested by user.`);
    const live = [...stack.live(at).values()];
    const { endsAt, failed } = this.clear(stack, at, rollback, 'rollback', live);
    this.own(
      stack,
      endsAt + 1,
      rollback,
      failed === undefined ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED',
      failed,
    );
  }

  private undoUpdate(stack: Stack, at: number, operation: Operation, reason: string): void {
    if (stack.root.settings.onFailure === 'DO_NOTHING')
      this.own(stack, at, operation, 'UPDATE_FAILED', reason);
    else this.rollBackUpdate(stack, at, this.begin(stack, 'ROLLBACK', at, operation.token), reason);
  }

  /** Makes and changes resources, each as soon as all that it depends on is there; the first failure cancels the rest. */
  private forward(
    stack: Stack,
    at: number,
    operation: Operation,
    due: readonly Difference[],
  ): Outcome {
    const ends = new Map<string, number>();
    const strikes: Step[] = [];
    let [endsAt, failsAt] = [at, Infinity];
    for (const difference of due) {
      const { resource, logicalId } = difference;
      if (!resource) continue;
      const start = Math.max(at, ...resource.dependsOn.map((name) => ends.get(name) ?? at)) + 1;
      const isDropped = start > failsAt || start === Infinity;
      const done = isDropped ? undefined : this.step(stack, operation, difference, resource, start);
      ends.set(logicalId, !done || done.failed !== undefined ? Infinity : done.endsAt);
      if (!done) continue;
      if (done.spend) strikes.push(done);
      if (done.failed === undefined) endsAt = Math.max(endsAt, done.endsAt);
      else failsAt = Math.min(failsAt, done.endsAt);
    }
    const timeout = this.timeoutOf(stack, operation);
    const isLate = Math.min(failsAt, endsAt) > at + timeout;
    if (isLate) failsAt = at + timeout;
    for (const { endsAt: struckAt, spend } of strikes) if (struckAt <= failsAt) spend?.();
    if (failsAt === Infinity) return { endsAt };
    this.interrupt(stack, failsAt);
    const what = operation.type === 'CREATE_STACK' ? 'create' : 'update';
    const why = named(failedIn(stack, failsAt, operation), what);
    return {
      endsAt: failsAt,
      failed: isLate ? `Stack creation time exceeded the specified timeout. ${why}` : why,
    };
  }

  private step(
    stack: Stack,
    operation: Operation,
    difference: Difference,
    resource: TemplateResource,
    at: number,
  ): Step {
    if (resource.type === NESTED)
      return this.nestedStep(stack, operation, difference, resource, at);
    const { live, replaced } = difference;
    const verb = difference.action === 'Add' ? 'CREATE' : 'UPDATE';
    const isMade = verb === 'CREATE' || replaced;
    const struck = this.strike(stack, resource, verb === 'CREATE' ? 'create' : 'update', operation);
    const seconds =
      struck?.afterSeconds ?? secondsOf(resource.type, stack.id, resource.logicalId, verb);
    const [endsAt, madeAt] = [at + this.ms(seconds), at + this.ms(Math.min(1, seconds / 2))];
    const line = (when: number, status: string, reason?: string, id?: string) =>
      this.line(stack, operation, resource, when, `${verb}_${status}`, reason, id);
    const old = live?.physicalId;
    const id = isMade ? physicalIdOf(stack, resource, at) : old;
    const name = nameProperty(resource.type);
    const isTaken = replaced && id === old;
    const why = isTaken
      ? `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${id} and update the stack again.`
      : struck?.reason;
    line(at, 'IN_PROGRESS', replaced ? REPLACING : undefined, old);
    if (struck?.hook)
      for (const hook of hookRows(struck.hook))
        stack.add(
          rowOf(operation, resource, madeAt, `${verb}_IN_PROGRESS`, undefined, undefined, hook),
        );
    if (isMade && (why === undefined || struck?.late)) line(madeAt, 'IN_PROGRESS', INITIATED, id);
    if (why !== undefined) {
      line(endsAt, 'FAILED', why, struck?.late || !name ? (struck?.late ? id : old) : old);
      return { endsAt, failed: why, spend: struck?.spend };
    }
    line(endsAt, 'COMPLETE', undefined, id);
    return { endsAt, spend: struck?.spend };
  }

  private nestedStep(
    stack: Stack,
    operation: Operation,
    { action, live }: Difference,
    resource: TemplateResource,
    at: number,
  ): Step {
    const verb = action === 'Add' ? 'CREATE' : 'UPDATE';
    const line = (when: number, status: string, reason?: string, id = live?.physicalId) =>
      this.line(stack, operation, resource, when, `${verb}_${status}`, reason, id);
    line(at, 'IN_PROGRESS');
    const struck = this.strike(stack, resource, verb === 'CREATE' ? 'create' : 'update', operation);
    const target = struck?.reason ?? this.targetOf(stack, resource, at);
    if (typeof target === 'string') {
      const endsAt = at + this.ms(struck?.afterSeconds ?? 1);
      line(endsAt, 'FAILED', target);
      return { endsAt, failed: target, spend: struck?.spend };
    }
    const known = stack.children.get(live?.physicalId ?? '');
    const child = action === 'Modify' && known ? known : this.nest(stack, resource, target, at + 1);
    const begun = at + 1;
    if (child === known) {
      if (!this.differs(child, target, at)) {
        line(at + this.ms(1), 'COMPLETE');
        return { endsAt: at + this.ms(1) };
      }
    } else line(begun, 'IN_PROGRESS', INITIATED, child.id);
    const type = child === known ? 'UPDATE_STACK' : 'CREATE_STACK';
    const own = this.begin(child, type, begun, operation.token);
    const { endsAt, failed } =
      child === known ? this.update(child, begun, own, target) : this.create(child, begun, own);
    const why =
      child === known
        ? `Embedded stack ${child.id} was not successfully updated. Currently in ${child.status(endsAt)} with reason: ${failed}`
        : `Embedded stack ${child.id} was not successfully created: ${failed}`;
    line(endsAt + 1, failed === undefined ? 'COMPLETE' : 'FAILED', failed && why, child.id);
    return { endsAt: endsAt + 1, ...(failed === undefined ? {} : { failed: why }) };
  }

  private targetOf(stack: Stack, resource: TemplateResource, at: number): Revision | string {
    try {
      return nestedRevision(stack, stack.revision(at), resource, at, (url) =>
        this.site.template(url),
      );
    } catch (thrown) {
      if (thrown instanceof AwsError) return thrown.message;
      throw thrown;
    }
  }

  private nest(stack: Stack, resource: TemplateResource, target: Revision, at: number): Stack {
    const { account, region } = stack.place;
    const suffix = physicalIdOf(stack, resource, at).split('-').at(-1);
    const name = `${stack.name}-${resource.logicalId}`.slice(0, 115) + `-${suffix}`;
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${this.site.newId()}`;
    const minutes = Number(resource.properties['TimeoutInMinutes'] ?? Number.NaN);
    const settings = {
      ...stack.settings,
      timeoutMinutes: Number.isNaN(minutes) ? undefined : minutes,
    };
    const child = new Stack(id, name, stack.place, at, settings, stack, resource.logicalId);
    child.become(at, target);
    stack.children.set(id, child);
    this.site.nested(child);
    return child;
  }

  /** Whether a stack, or any within it, is to be something else than it is. */
  differs(stack: Stack, target: Revision, at: number): boolean {
    return differences(stack, target, at).some(({ action, type, live, resource, properties }) => {
      if (action === 'Remove' || type !== NESTED || properties.length > 0 || !resource) return true;
      const child = stack.children.get(live?.physicalId ?? '');
      if (!child) return true;
      try {
        const within = nestedRevision(stack, target, resource, at, (url) =>
          this.site.template(url),
        );
        return this.differs(child, within, at);
      } catch {
        return true;
      }
    });
  }

  private restore(
    stack: Stack,
    operation: Operation,
    old: Live,
    at: number,
    skip: ReadonlySet<string>,
  ): Outcome {
    const line = (when: number, status: string, reason?: string) =>
      this.line(stack, operation, old, when, status, reason, old.physicalId);
    const address = stack.parent ? `${stack.name}.${old.logicalId}` : old.logicalId;
    if (skip.has(address)) {
      line(at, 'UPDATE_COMPLETE', 'Resource was skipped in the rollback.');
      return { endsAt: at };
    }
    line(at, 'UPDATE_IN_PROGRESS');
    const child = stack.children.get(old.physicalId ?? '');
    if (child) return this.restoreNested(child, operation, at, skip, line);
    const struck = this.strike(stack, old, 'rollback', operation);
    const seconds = struck?.afterSeconds ?? secondsOf(old.type, stack.id, old.logicalId, 'restore');
    const endsAt = at + this.ms(seconds);
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
      if (isUntouched) return { endsAt: at + this.ms(1) };
      if (last && isDone)
        return {
          endsAt: begun,
          ...(last.status === 'UPDATE_ROLLBACK_FAILED' ? { failed: last.reason ?? '' } : {}),
        };
      const own = this.begin(child, operation.type, begun, operation.token);
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

  /** Deletes what an update or its rollback left, here and in the stacks within. */
  private cleanUp(stack: Stack, at: number, operation: Operation, status: string): number {
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
    this.own(stack, end, operation, status, isForward && failed !== undefined ? left : undefined);
    return end;
  }

  /** Deletes resources, each once nothing is left that depends on it. */
  private clear(
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
      this.line(stack, operation, live, when, status, reason, live.physicalId);
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
      const own = this.begin(child, 'DELETE_STACK', begun + 1, operation.token);
      const done = this.remove(child, begun + 1, own, phase);
      const why = `Embedded stack ${child.id} was not successfully deleted: ${done.failed}`;
      line(
        done.endsAt + 1,
        done.failed === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
        done.failed && why,
      );
      return { ...done, endsAt: done.endsAt + 1 };
    }
    const struck = this.strike(stack, live, phase, operation);
    const seconds =
      struck?.afterSeconds ?? secondsOf(live.type, stack.id, live.logicalId, 'DELETE') / 2;
    const endsAt = begun + this.ms(seconds);
    struck?.spend();
    line(
      endsAt,
      struck?.reason === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
      struck?.reason,
    );
    return { endsAt, ...(struck?.reason === undefined ? {} : { failed: struck.reason }) };
  }

  private timeoutOf(stack: Stack, { type }: Operation): number {
    const { timeoutMinutes } = stack.settings;
    return type === 'CREATE_STACK' && timeoutMinutes ? this.ms(timeoutMinutes * 60) : Infinity;
  }

  private strike(
    stack: Stack,
    { logicalId, type }: { readonly logicalId: string; readonly type: string },
    phase: Phase,
    operation: Operation,
  ): Struck | undefined {
    const { root, path } = stack;
    return this.site.faults.strike(phase, {
      rootName: root.name,
      ...stack.place,
      path: path === '' ? logicalId : `${path}.${logicalId}`,
      type,
      principal: stack.settings.principal,
      requestToken: operation.id,
    });
  }

  private ms(seconds: number): number {
    return Math.max(1, Math.round((seconds * 1_000) / this.site.compression));
  }

  private own(
    stack: Stack,
    at: number,
    operation: Operation,
    status: string,
    reason?: string,
  ): void {
    stack.add(rowOf(operation, OWN, at, status, reason, stack.id));
  }

  private line(
    stack: Stack,
    operation: Operation,
    about: { readonly logicalId: string; readonly type: string },
    at: number,
    status: string,
    reason: string | undefined,
    physicalId: string | undefined,
  ): void {
    stack.add(rowOf(operation, about, at, status, reason, physicalId));
  }
}

/** Of one shape, written in one piece: a thousand stacks have a million of them. */
const rowOf = (
  operation: Operation,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  at: number,
  status: string,
  reason?: string,
  physicalId?: string,
  hook?: HookRow,
): Row => ({ at, operation, logicalId, type, status, reason, physicalId, hook });

const hookRows = ({ type, reason }: { readonly type: string; readonly reason: string }) =>
  [
    { type, status: 'HOOK_IN_PROGRESS' },
    { type, status: 'HOOK_COMPLETE_FAILED', reason },
  ] as const;

const OWN = { logicalId: '', type: NESTED };

const isRestored = ({ operation, status }: Live): boolean =>
  status === 'UPDATE_COMPLETE' &&
  (operation.type === 'ROLLBACK' || operation.type === 'CONTINUE_ROLLBACK');

const failedIn = (stack: Stack, at: number, operation: Operation): readonly string[] =>
  [...stack.resources(at).values()]
    .filter((live) => live.operation === operation && live.status.endsWith('_FAILED'))
    .map(({ logicalId }) => logicalId);
