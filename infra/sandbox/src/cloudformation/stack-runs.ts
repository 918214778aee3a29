import { Clearance } from './clearance.js';
import { additions, differences } from './differences.js';
import { ForwardRuns } from './forward-runs.js';
import { Restoration } from './restoration.js';
import { failedIn, named, type Outcome, RunLines, type Site } from './run-lines.js';
import type { Operation, OperationType, Revision, Stack } from './stack.js';
import type { Phase } from './stack-fault.js';

const CANCELLED = { CREATE: 'Resource creation cancelled', UPDATE: 'Resource update cancelled' };

/**
 * Plays operations through to their end when they begin. What happens is written into the stacks' histories, most of it
 * as still to come; whatever interrupts an operation takes back what has not happened yet.
 */
export class StackRuns {
  private readonly lines: RunLines;
  private readonly clearance: Clearance;
  private readonly restoration: Restoration;
  private readonly forwardRuns: ForwardRuns;

  constructor(site: Site) {
    this.lines = new RunLines(site);
    this.clearance = new Clearance(this.lines, this);
    this.restoration = new Restoration(this.lines, this.clearance);
    this.forwardRuns = new ForwardRuns(this.lines, this);
  }

  begin(
    stack: Stack,
    type: OperationType,
    startedAt: number,
    token: string | undefined,
  ): Operation {
    return this.lines.begin(stack, type, startedAt, token);
  }

  /** Whether a stack, or any within it, is to be something else than it is. */
  differs(stack: Stack, target: Revision, at: number): boolean {
    return this.forwardRuns.differs(stack, target, at);
  }

  rollBackUpdate(...told: Parameters<Restoration['rollBackUpdate']>): Outcome {
    return this.restoration.rollBackUpdate(...told);
  }

  /** The shell that a change set for a new stack leaves. */
  review(stack: Stack, at: number, operation: Operation): void {
    this.lines.own(stack, at, operation, 'REVIEW_IN_PROGRESS', 'User Initiated');
  }

  create(stack: Stack, at: number, operation: Operation): Outcome {
    this.lines.own(
      stack,
      at,
      operation,
      'CREATE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const due = additions(stack, stack.revision(at), at);
    const { endsAt, failed } = this.forwardRuns.forward(stack, at, operation, due);
    if (failed === undefined) this.lines.own(stack, endsAt, operation, 'CREATE_COMPLETE');
    else this.undoCreate(stack, endsAt + 1, operation, failed);
    return failed === undefined ? { endsAt } : { endsAt: endsAt + 1, failed };
  }

  update(stack: Stack, at: number, operation: Operation, target: Revision): Outcome {
    stack.update = { startedAt: at, before: stack.revision(at) };
    this.lines.own(
      stack,
      at,
      operation,
      'UPDATE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const due = differences(stack, target, at).filter(({ action }) => action !== 'Remove');
    stack.become(at, target);
    const { endsAt, failed } = this.forwardRuns.forward(stack, at, operation, due);
    if (failed !== undefined) {
      this.undoUpdate(stack, endsAt + 1, operation, failed);
      return { endsAt: endsAt + 1, failed };
    }
    this.lines.own(stack, endsAt, operation, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!stack.parent) this.clearance.cleanUp(stack, endsAt, operation, 'UPDATE_COMPLETE');
    return { endsAt };
  }

  remove(
    stack: Stack,
    at: number,
    operation: Operation,
    phase: Phase = 'delete',
    retained: readonly string[] = [],
  ): Outcome {
    this.lines.own(
      stack,
      at,
      operation,
      'DELETE_IN_PROGRESS',
      stack.parent ? undefined : 'User Initiated',
    );
    const live = [...stack.live(at).values()];
    const { endsAt, failed } = this.clearance.clear(stack, at, operation, phase, live, retained);
    this.lines.own(
      stack,
      endsAt,
      operation,
      failed === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED',
      failed,
    );
    return failed === undefined ? { endsAt } : { endsAt, failed };
  }

  /** Stops what is under way: what has begun is cancelled, what has not begun never does. */
  interrupt(stack: Stack, at: number): void {
    stack.cut(at);
    for (const child of stack.childrenBy(at)) this.forgetFuture(child, at);
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
      this.lines.line(
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

  /** What a stack within was still to do at the bidding of the one above; a rollback of its own goes on. */
  private forgetFuture(child: Stack, at: number): void {
    const status = child.status(at) ?? '';
    if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) return;
    child.cutAll(status.endsWith('ROLLBACK_IN_PROGRESS') ? child.nextOwnAt(at) : at);
  }

  private undoCreate(stack: Stack, at: number, operation: Operation, reason: string): void {
    const { onFailure } = stack.root.settings;
    if (onFailure === 'DO_NOTHING') {
      this.lines.own(stack, at, operation, 'CREATE_FAILED', reason);
      return;
    }
    if (onFailure === 'DELETE' && !stack.parent) {
      this.lines.own(stack, at, operation, 'CREATE_FAILED', reason);
      this.remove(stack, at + 1, this.lines.begin(stack, 'DELETE_STACK', at + 1, operation.token));
      return;
    }
    const rollback = this.lines.begin(stack, 'ROLLBACK', at, operation.token);
    this.lines.own(
      stack,
      at,
      rollback,
      'ROLLBACK_IN_PROGRESS',
      `${reason}Rollback requested by user.`,
    );
    const live = [...stack.live(at).values()];
    const { endsAt, failed } = this.clearance.clear(stack, at, rollback, 'rollback', live);
    this.lines.own(
      stack,
      endsAt + 1,
      rollback,
      failed === undefined ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED',
      failed,
    );
  }

  private undoUpdate(stack: Stack, at: number, operation: Operation, reason: string): void {
    if (stack.root.settings.onFailure === 'DO_NOTHING')
      this.lines.own(stack, at, operation, 'UPDATE_FAILED', reason);
    else
      this.restoration.rollBackUpdate(
        stack,
        at,
        this.lines.begin(stack, 'ROLLBACK', at, operation.token),
        reason,
      );
  }
}
