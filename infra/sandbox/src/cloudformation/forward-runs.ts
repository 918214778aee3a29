import { AwsError } from '../aws-error.js';
import { type Difference, differences } from './differences.js';
import { nestedRevision } from './nested-revision.js';
import { physicalIdOf, secondsOf } from './resource-kinds.js';
import { failedIn, named, type Outcome, rowOf, type RunLines } from './run-lines.js';
import { type Operation, type Revision, Stack } from './stack.js';
import type { StackRuns } from './stack-runs.js';
import { NESTED, type TemplateResource } from './template.js';

interface Step extends Outcome {
  readonly spend?: (() => void) | undefined;
}

const INITIATED = 'Resource creation Initiated';
const REPLACING =
  'Requested update requires the creation of a new physical resource; hence creating one.';

/** How resources are made and changed. */
export class ForwardRuns {
  constructor(
    private readonly lines: RunLines,
    private readonly runs: StackRuns,
  ) {}

  /** Makes and changes resources, each as soon as all that it depends on is there; the first failure cancels the rest. */
  forward(stack: Stack, at: number, operation: Operation, due: readonly Difference[]): Outcome {
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
    this.runs.interrupt(stack, failsAt);
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
    const struck = this.lines.strike(
      stack,
      resource,
      verb === 'CREATE' ? 'create' : 'update',
      operation,
    );
    const seconds =
      struck?.afterSeconds ?? secondsOf(resource.type, stack.id, resource.logicalId, verb);
    const [endsAt, madeAt] = [
      at + this.lines.ms(seconds),
      at + this.lines.ms(Math.min(1, seconds / 2)),
    ];
    const line = (when: number, status: string, reason?: string, id?: string) =>
      this.lines.line(stack, operation, resource, when, `${verb}_${status}`, reason, id);
    const old = live?.physicalId;
    const id = isMade ? physicalIdOf(stack, resource, at) : old;
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
      line(endsAt, 'FAILED', why, struck?.late ? id : old);
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
      this.lines.line(stack, operation, resource, when, `${verb}_${status}`, reason, id);
    line(at, 'IN_PROGRESS');
    const struck = this.lines.strike(
      stack,
      resource,
      verb === 'CREATE' ? 'create' : 'update',
      operation,
    );
    const target = struck?.reason ?? this.targetOf(stack, resource, at);
    if (typeof target === 'string') {
      const endsAt = at + this.lines.ms(struck?.afterSeconds ?? 1);
      line(endsAt, 'FAILED', target);
      return { endsAt, failed: target, spend: struck?.spend };
    }
    const known = stack.children.get(live?.physicalId ?? '');
    const child = action === 'Modify' && known ? known : this.nest(stack, resource, target, at + 1);
    const begun = at + 1;
    if (child === known) {
      if (!this.differs(child, target, at)) {
        line(at + this.lines.ms(1), 'COMPLETE');
        return { endsAt: at + this.lines.ms(1) };
      }
    } else line(begun, 'IN_PROGRESS', INITIATED, child.id);
    const type = child === known ? 'UPDATE_STACK' : 'CREATE_STACK';
    const own = this.lines.begin(child, type, begun, operation.token);
    const { endsAt, failed } =
      child === known
        ? this.runs.update(child, begun, own, target)
        : this.runs.create(child, begun, own);
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
        this.lines.site.template(url),
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
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${this.lines.site.newId()}`;
    const minutes = Number(resource.properties['TimeoutInMinutes'] ?? Number.NaN);
    const settings = {
      ...stack.settings,
      timeoutMinutes: Number.isNaN(minutes) ? undefined : minutes,
    };
    const child = new Stack(id, name, stack.place, at, settings, stack, resource.logicalId);
    child.become(at, target);
    stack.children.set(id, child);
    this.lines.site.nested(child);
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
          this.lines.site.template(url),
        );
        return this.differs(child, within, at);
      } catch {
        return true;
      }
    });
  }

  private timeoutOf(stack: Stack, { type }: Operation): number {
    const { timeoutMinutes } = stack.settings;
    return type === 'CREATE_STACK' && timeoutMinutes
      ? this.lines.ms(timeoutMinutes * 60)
      : Infinity;
  }
}

const hookRows = ({ type, reason }: { readonly type: string; readonly reason: string }) =>
  [
    { type, status: 'HOOK_IN_PROGRESS' },
    { type, status: 'HOOK_COMPLETE_FAILED', reason },
  ] as const;
