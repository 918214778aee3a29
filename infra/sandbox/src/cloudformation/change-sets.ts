import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import { additions, type Difference, differences } from './differences.js';
import { tokenTaken } from './ledger.js';
import { nestedRevision } from './nested-revision.js';
import type { Place, Revision, Stack } from './stack.js';
import type { Requester, StackEngine, StackRequest } from './stack-engine.js';
import { invalid, NESTED } from './template.js';

/** How long one is being made, in seconds of the stack's own time. */
const MAKING_SECONDS = 6;

export interface ChangeSetRequest {
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description: string | undefined;
  readonly includeNested: boolean;
  readonly request: StackRequest;
}

/** What would change in a stack, and in those within it. */
export interface ChangeSet extends ChangeSetRequest {
  readonly id: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly createdAt: number;
  readonly readyAt: number;
  readonly revision: Revision;
  readonly changes: readonly Difference[];
  /** Of the stacks within, by logical id. */
  readonly nested: ReadonlyMap<string, ChangeSet>;
  readonly parent: string | undefined;
  readonly root: string | undefined;
  /** Why it came to nothing. */
  readonly failure: string | undefined;
  executed: boolean;
}

const notFound = (name: string): AwsError =>
  new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);

const EMPTY =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export const statusOf = ({ failure, readyAt }: ChangeSet, now: number) =>
  now < readyAt ? 'CREATE_IN_PROGRESS' : failure === undefined ? 'CREATE_COMPLETE' : 'FAILED';

export const executionOf = (changeSet: ChangeSet, now: number) =>
  changeSet.executed
    ? 'EXECUTE_COMPLETE'
    : statusOf(changeSet, now) === 'CREATE_COMPLETE'
      ? 'AVAILABLE'
      : 'UNAVAILABLE';

/** The change sets of all stacks. */
export class ChangeSets {
  private readonly byId = new Map<string, ChangeSet>();

  constructor(private readonly engine: StackEngine) {}

  create(by: Requester, stackName: string, asked: ChangeSetRequest, now: number): ChangeSet {
    const { account, region } = by;
    const { token, template } = asked.request;
    const about = { action: 'CreateChangeSet', account, region, subject: stackName, token };
    const told = { ...asked, request: { ...asked.request, template: template?.digest } };
    return this.engine.ledger.once(about, told, tokenTaken(), now, () => {
      const stack =
        asked.type === 'CREATE'
          ? this.shell(by, stackName, asked, now)
          : this.engine.updatable(by, stackName, now);
      if (this.of(stack).some(({ name }) => name === asked.name))
        throw new AwsError('AlreadyExistsException', `ChangeSet ${asked.name} already exists`);
      const before = asked.type === 'CREATE' ? undefined : stack.revision(now);
      const revision = this.engine.revision(asked.request, before);
      return this.make(stack, asked, revision, now, undefined);
    });
  }

  /** By ARN, or by name and stack. @throws AwsError */
  get(place: Place, name: string, stackName: string, now: number): ChangeSet {
    if (!name.startsWith('arn:')) {
      const stack = this.engine.get(place, stackName, now);
      const found = this.of(stack).find((each) => each.name === name);
      if (!found) throw notFound(name);
      return found;
    }
    const found = this.byId.get(name);
    const [, , , region, account] = name.split(':');
    if (!found || region !== place.region || account !== place.account) throw notFound(name);
    return found;
  }

  of(stack: Stack): readonly ChangeSet[] {
    return [...this.byId.values()].filter(({ stackId }) => stackId === stack.id);
  }

  delete(place: Place, name: string, stackName: string, now: number): void {
    const found = this.get(place, name, stackName, now);
    if (found.parent !== undefined)
      throw invalid('A nested change set can only be deleted with its root change set.');
    this.forget(found);
  }

  execute(by: Requester, name: string, stackName: string, token: string, now: number): void {
    const changeSet = this.get(by, name, stackName, now);
    const { account, region } = by;
    const about = { action: 'ExecuteChangeSet', account, region, subject: changeSet.id, token };
    this.engine.ledger.once(about, { id: changeSet.id }, tokenTaken(), now, () => {
      if (changeSet.parent !== undefined)
        throw invalid('A nested change set can only be executed with its root change set.');
      const execution = executionOf(changeSet, now);
      if (execution !== 'AVAILABLE')
        throw new AwsError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${execution}]`,
        );
      const stack = this.engine.get(by, changeSet.stackId, now);
      if (changeSet.type === 'CREATE') {
        stack.become(now, changeSet.revision);
        this.engine.startCreate(stack, token, now);
      } else {
        this.engine.updatable(by, stack.id, now);
        const request = { ...changeSet.request, token };
        this.engine.startUpdate(stack, changeSet.revision, request, now);
      }
      for (const other of this.of(stack)) if (other !== changeSet) this.forget(other);
      changeSet.executed = true;
      return changeSet;
    });
  }

  clear(): void {
    this.byId.clear();
  }

  private forget(changeSet: ChangeSet): void {
    this.byId.delete(changeSet.id);
    for (const child of changeSet.nested.values()) this.forget(child);
  }

  private shell(by: Requester, name: string, asked: ChangeSetRequest, now: number): Stack {
    const found = this.engine.find(by, name, now);
    if (found?.status(now) === 'REVIEW_IN_PROGRESS') return found;
    if (found) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const revision = this.engine.revision(asked.request, undefined);
    const stack = this.engine.shell(by, name, asked.request, revision, now);
    const { runs } = this.engine;
    const { token } = asked.request;
    runs.review(stack, now, runs.begin(stack, 'CREATE_CHANGESET', now, token || undefined));
    return stack;
  }

  /** @param stack none yet: a stack within that is to be made */
  private make(
    stack: Stack,
    asked: ChangeSetRequest,
    revision: Revision,
    now: number,
    above: ChangeSet | { readonly id: string; readonly root: string | undefined } | undefined,
  ): ChangeSet {
    const { account, region } = stack.place;
    const id = `arn:aws:cloudformation:${region}:${account}:changeSet/${asked.name}/${randomUUID()}`;
    const nested = new Map<string, ChangeSet>();
    const failures: string[] = [];
    const found =
      asked.type === 'CREATE'
        ? additions(stack, revision, now)
        : differences(stack, revision, now).filter((each) =>
            this.changes(stack, each, revision, now),
          );
    if (asked.includeNested)
      for (const difference of found) {
        const { logicalId, type, live, resource } = difference;
        const child = stack.children.get(live?.physicalId ?? '');
        if (type !== NESTED || !resource || difference.action === 'Remove') continue;
        try {
          const within = nestedRevision(stack, revision, resource, now, (url) =>
            this.engine.template(url),
          );
          const name = `${asked.name}-${logicalId}`.slice(0, 128);
          const own = { ...asked, name, type: child ? asked.type : ('CREATE' as const) };
          const made = child
            ? this.make(child, own, within, now, { id, root: above?.root ?? above?.id })
            : this.planned(stack, own, within, now, { id, root: above?.root ?? above?.id });
          nested.set(logicalId, made);
        } catch (thrown) {
          if (!(thrown instanceof AwsError)) throw thrown;
          failures.push(
            `Nested change set ${id}-${logicalId} was not successfully created: Currently in FAILED. ${thrown.message}`,
          );
        }
      }
    const made: ChangeSet = {
      ...asked,
      id,
      stackId: stack.id,
      stackName: stack.name,
      createdAt: now,
      readyAt: now + (MAKING_SECONDS * 1_000) / this.engine.compression,
      revision,
      changes: found,
      nested,
      parent: above?.id,
      root: above?.root ?? above?.id,
      failure: failures[0] ?? (found.length === 0 ? EMPTY : undefined),
      executed: false,
    };
    this.byId.set(id, made);
    return made;
  }

  /** Of a stack that is not there yet: everything in it is new. */
  private planned(
    parent: Stack,
    asked: ChangeSetRequest,
    revision: Revision,
    now: number,
    above: { readonly id: string; readonly root: string | undefined },
  ): ChangeSet {
    return this.make(
      parent.planned(revision, now),
      { ...asked, type: 'CREATE' },
      revision,
      now,
      above,
    );
  }

  private changes(
    stack: Stack,
    { action, type, live, resource, properties }: Difference,
    revision: Revision,
    now: number,
  ): boolean {
    const child = stack.children.get(live?.physicalId ?? '');
    if (action === 'Remove' || type !== NESTED || !child || !resource || properties.length > 0)
      return true;
    try {
      const within = nestedRevision(stack, revision, resource, now, (url) =>
        this.engine.template(url),
      );
      return this.engine.runs.differs(child, within, now);
    } catch {
      return true;
    }
  }
}
