import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import { differences } from './differences.js';
import { type Operation, type Place, type Revision, Stack, type StackSettings } from './stack.js';
import { StackFaults } from './stack-fault.js';
import { StackRuns } from './stack-runs.js';
import { Ledger, tokenTaken } from './ledger.js';
import { invalid, type Template, TemplateShelf } from './template.js';
import {
  type GivenParameter,
  type ParameterValues,
  resolveParameters,
} from './template-parameters.js';

/** For how long a deleted stack can still be read. */
const KEPT_MS = 90 * 86_400_000;

export interface StackRequest {
  readonly template: Template | undefined;
  readonly parameters: readonly GivenParameter[];
  readonly capabilities: readonly string[];
  /** Absent: as they were. */
  readonly tags: ParameterValues | undefined;
  readonly settings: Partial<StackSettings>;
  readonly token: string;
}

export interface Requester extends Place {
  readonly principal: string;
}

const notThere = (name: string): AwsError => invalid(`Stack with id ${name} does not exist`);

const UPDATABLE = new Set([
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
  ...['IMPORT_ROLLBACK_COMPLETE', 'CREATE_FAILED', 'UPDATE_FAILED'],
]);
const IS_BUSY = /^(UPDATE|ROLLBACK|IMPORT|UPDATE_ROLLBACK)_.*IN_PROGRESS$|^ROLLBACK_IN_PROGRESS$/;

/** The stacks of all accounts: what may be asked of them in which state. The moment is always told, never looked up. */
export class StackEngine {
  readonly faults = new StackFaults();
  readonly ledger = new Ledger();
  readonly shelf = new TemplateShelf();
  compression = 100;
  private readonly byId = new Map<string, Stack>();
  private readonly byName = new Map<string, Stack[]>();
  private readonly byPlace = new Map<string, Stack[]>();

  /** @param read an object of S3 by the URL of a template */
  constructor(private readonly read: (url: string) => string | undefined) {}

  get runs(): StackRuns {
    return new StackRuns({
      faults: this.faults,
      compression: this.compression,
      newId: randomUUID,
      template: (url) => this.template(url),
      nested: (stack) => this.register(stack),
    });
  }

  /** @throws AwsError */
  template(url: string): Template {
    const text = this.read(url);
    if (text === undefined)
      throw invalid('TemplateURL must reference a valid S3 object to which you have access.');
    return this.shelf.read(text);
  }

  register(stack: Stack): void {
    this.byId.set(stack.id, stack);
    const { account, region } = stack.place;
    const put = (index: Map<string, Stack[]>, ...key: readonly string[]) => {
      const others = index.get(key.join('\n'));
      if (others) others.push(stack);
      else index.set(key.join('\n'), [stack]);
    };
    put(this.byName, account, region, stack.name);
    put(this.byPlace, account, region);
  }

  /** Whether a stack holds such a resource, ready for use. */
  makes(place: Place, type: string, physicalId: string, now: number): boolean {
    return this.stacks(place, now).some((stack) =>
      [...stack.live(now).values()].some(
        (live) =>
          live.type === type &&
          live.physicalId === physicalId &&
          /^(CREATE|UPDATE)_COMPLETE$/.test(live.status),
      ),
    );
  }

  /** Those of one place that can be seen, oldest first. */
  stacks({ account, region }: Place, now: number): readonly Stack[] {
    const all = this.byPlace.get([account, region].join('\n')) ?? [];
    return all.filter((stack) => this.isSeen(stack, now));
  }

  private isSeen(stack: Stack, now: number): boolean {
    const own = stack.ownRow(now);
    return own !== undefined && !(own.status === 'DELETE_COMPLETE' && now - own.at > KEPT_MS);
  }

  /** By name as long as it is there, by ARN also when it is deleted. */
  find({ account, region }: Place, nameOrId: string, now: number): Stack | undefined {
    if (!nameOrId.startsWith('arn:')) {
      const named = this.byName.get([account, region, nameOrId].join('\n')) ?? [];
      return named.findLast((stack) => {
        const status = stack.status(now);
        return status !== undefined && status !== 'DELETE_COMPLETE';
      });
    }
    const stack = this.byId.get(nameOrId);
    const isHere = stack?.place.account === account && stack.place.region === region;
    return isHere && this.isSeen(stack, now) ? stack : undefined;
  }

  /** @throws AwsError */
  get(place: Place, nameOrId: string, now: number): Stack {
    const stack = this.find(place, nameOrId, now);
    if (!stack) throw notThere(nameOrId);
    return stack;
  }

  /** A stack that is there. @throws AwsError */
  private there(place: Place, nameOrId: string, now: number): readonly [Stack, string] {
    const stack = this.get(place, nameOrId, now);
    const status = stack.status(now) ?? '';
    if (status === 'DELETE_COMPLETE') throw notThere(nameOrId);
    return [stack, status];
  }

  private once(
    by: Requester,
    action: string,
    subject: string,
    token: string,
    request: object,
    now: number,
    begin: () => { readonly stack: Stack; readonly operation?: Operation },
  ): { readonly stack: Stack; readonly operation?: Operation } {
    const { account, region } = by;
    const about = { action, account, region, subject, token };
    return this.ledger.once(about, request, tokenTaken(), now, begin);
  }

  private acknowledged({ capabilities }: StackRequest, template: Template): void {
    const lacking = template.capabilities.filter(
      (each) =>
        !capabilities.includes(each) &&
        !(each === 'CAPABILITY_IAM' && capabilities.includes('CAPABILITY_NAMED_IAM')),
    );
    if (lacking.length > 0)
      throw new AwsError(
        'InsufficientCapabilitiesException',
        `Requires capabilities : [${lacking.join(', ')}]`,
      );
  }

  /** What a request makes of a stack. @throws AwsError */
  revision(request: StackRequest, before: Revision | undefined): Revision {
    const template = request.template ?? before?.template;
    if (!template) throw invalid('Either Template URL or Template Body must be specified.');
    this.acknowledged(request, template);
    return {
      template,
      parameters: resolveParameters(template, request.parameters, before?.parameters),
      tags: request.tags ?? before?.tags ?? {},
      capabilities: request.capabilities,
    };
  }

  /** A stack that nobody has begun to make. */
  shell(
    by: Requester,
    name: string,
    request: StackRequest,
    revision: Revision,
    now: number,
  ): Stack {
    const { account, region, principal } = by;
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`;
    const stack = new Stack(id, name, { account, region }, now, {
      principal: request.settings.roleArn ?? principal,
      roleArn: undefined,
      notificationArns: [],
      timeoutMinutes: undefined,
      onFailure: 'ROLLBACK',
      retainExceptOnCreate: false,
      ...request.settings,
    });
    stack.become(now, revision);
    this.register(stack);
    return stack;
  }

  create(by: Requester, name: string, request: StackRequest, now: number): Stack {
    const told = fingerprintOf(name, request);
    return this.once(by, 'CreateStack', name, request.token, told, now, () => {
      if (this.find(by, name, now))
        throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
      const revision = this.revision(request, undefined);
      const stack = this.shell(by, name, request, revision, now);
      const { runs } = this;
      runs.create(stack, now, runs.begin(stack, 'CREATE_STACK', now, request.token || undefined));
      return { stack };
    }).stack;
  }

  update(by: Requester, nameOrId: string, request: StackRequest, now: number): Stack {
    const told = fingerprintOf(nameOrId, request);
    return this.once(by, 'UpdateStack', nameOrId, request.token, told, now, () => {
      const stack = this.updatable(by, nameOrId, now);
      const target = this.revision(request, stack.revision(now));
      this.startUpdate(stack, target, request, now);
      return { stack };
    }).stack;
  }

  /** @throws AwsError unless a stack can be updated as it is */
  updatable(place: Place, nameOrId: string, now: number): Stack {
    const [stack, status] = this.there(place, nameOrId, now);
    if (!UPDATABLE.has(status))
      throw invalid(`Stack:${stack.id} is in ${status} state and can not be updated.`);
    return stack;
  }

  startUpdate(stack: Stack, target: Revision, request: StackRequest, now: number): void {
    const { runs } = this;
    const isUnfinished = stack.status(now)?.endsWith('_FAILED') ?? false;
    if (!isUnfinished && !runs.differs(stack, target, now) && sameTags(stack, target, now))
      throw invalid('No updates are to be performed.');
    stack.settings = { ...stack.settings, ...request.settings };
    runs.update(
      stack,
      now,
      runs.begin(stack, 'UPDATE_STACK', now, request.token || undefined),
      target,
    );
  }

  /** Makes the stack that a change set left as a shell. */
  startCreate(stack: Stack, token: string, now: number): void {
    const { runs } = this;
    runs.create(stack, now, runs.begin(stack, 'CREATE_STACK', now, token || undefined));
  }

  delete(
    by: Requester,
    nameOrId: string,
    options: {
      readonly token: string;
      readonly retained: readonly string[];
      readonly force: boolean;
    },
    now: number,
  ): void {
    const found = this.find(by, nameOrId, now);
    // What is not there is as deleted as it can be.
    if (!found || found.status(now) === 'DELETE_COMPLETE') return;
    const { token, retained, force } = options;
    this.once(by, 'DeleteStack', nameOrId, token, { nameOrId, retained, force }, now, () => {
      const status = found.status(now) ?? '';
      if (found.root.terminationProtection)
        throw invalid(
          `Stack [${found.name}] cannot be deleted while TerminationProtection is enabled`,
        );
      if (retained.length > 0 && status !== 'DELETE_FAILED')
        throw invalid(
          `Invalid operation on stack [${found.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
        );
      if (IS_BUSY.test(status))
        throw invalid(`Stack [${found.id}] cannot be deleted while in status ${status}`);
      if (status === 'DELETE_IN_PROGRESS') return { stack: found };
      const { runs } = this;
      if (status === 'CREATE_IN_PROGRESS') runs.interrupt(found, now);
      const failed = [...found.live(now).values()]
        .filter((live) => live.status === 'DELETE_FAILED')
        .map(({ logicalId }) => logicalId);
      const operation = runs.begin(found, 'DELETE_STACK', now, token || undefined);
      runs.remove(found, now, operation, 'delete', force ? failed : retained);
      return { stack: found };
    });
  }

  cancelUpdate(by: Requester, nameOrId: string, token: string, now: number): void {
    this.once(by, 'CancelUpdateStack', nameOrId, token, { nameOrId }, now, () => {
      const [stack, status] = this.there(by, nameOrId, now);
      if (status !== 'UPDATE_IN_PROGRESS')
        throw invalid('CancelUpdateStack cannot be called from current stack status');
      const { runs } = this;
      const { token: original } = stack.ownRow(now)?.operation ?? {};
      runs.interrupt(stack, now);
      const operation = runs.begin(stack, 'ROLLBACK', now + 1, original);
      runs.rollBackUpdate(stack, now + 1, operation, 'User Initiated');
      return { stack };
    });
  }

  /** @returns the operation */
  rollback(by: Requester, nameOrId: string, token: string, now: number): string {
    return (
      this.once(by, 'RollbackStack', nameOrId, token, { nameOrId }, now, () => {
        const [stack, status] = this.there(by, nameOrId, now);
        if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED')
          throw invalid(`Stack:${stack.id} is in ${status} state and can not be rolled back.`);
        const { runs } = this;
        const operation = runs.begin(stack, 'ROLLBACK', now, token || undefined);
        // There is no state of before to go back to.
        if (status === 'CREATE_FAILED') runs.remove(stack, now, operation, 'rollback');
        else runs.rollBackUpdate(stack, now, operation, 'User Initiated');
        return { stack, operation };
      }).operation?.id ?? ''
    );
  }

  continueRollback(
    by: Requester,
    nameOrId: string,
    options: { readonly token: string; readonly skip: readonly string[] },
    now: number,
  ): void {
    const { token, skip } = options;
    this.once(by, 'ContinueUpdateRollback', nameOrId, token, { nameOrId, skip }, now, () => {
      const [stack, status] = this.there(by, nameOrId, now);
      if (stack.parent)
        throw invalid('RollbackUpdatedStack may only be called on the root of a nested hierarchy.');
      if (status !== 'UPDATE_ROLLBACK_FAILED')
        throw invalid(
          `Stack:${stack.id} is in ${status} state and can not continue the rollback of an update.`,
        );
      for (const address of skip) this.skippable(stack, address, now);
      const { runs } = this;
      const operation = runs.begin(stack, 'CONTINUE_ROLLBACK', now, token || undefined);
      runs.rollBackUpdate(stack, now, operation, 'User Initiated', new Set(skip));
      return { stack };
    });
  }

  /** Only what a rollback could not put back may be skipped. @throws AwsError */
  private skippable(root: Stack, address: string, now: number): void {
    const [logicalId = '', name = root.name] = address.split('.').reverse();
    const stack = [root, ...descendants(root, now)].find((each) => each.name === name);
    const live = stack?.resources(now).get(logicalId);
    const isStuck = live?.status === 'UPDATE_FAILED' && live.operation.type !== 'UPDATE_STACK';
    if (!isStuck)
      throw invalid(
        `The resource ${address} is not in the UPDATE_FAILED state and cannot be skipped.`,
      );
  }

  protect(by: Requester, nameOrId: string, enabled: boolean, now: number): Stack {
    const [stack] = this.there(by, nameOrId, now);
    if (stack.parent)
      throw invalid(
        'Termination protection can only be changed on the root of a nested hierarchy.',
      );
    stack.terminationProtection = enabled;
    return stack;
  }

  /** Whether an update would change anything, as `differences` tells. */
  differences(stack: Stack, target: Revision, now: number): ReturnType<typeof differences> {
    return differences(stack, target, now);
  }

  clear(): void {
    this.byId.clear();
    this.byName.clear();
    this.byPlace.clear();
    this.faults.clear();
    this.ledger.clear();
    this.compression = 100;
  }
}

const fingerprintOf = (name: string, { template, token: _, ...request }: StackRequest): object => ({
  name,
  template: template?.digest,
  ...request,
});

const sameTags = (stack: Stack, target: Revision, now: number): boolean =>
  JSON.stringify(stack.revision(now).tags) === JSON.stringify(target.tags);

/** All stacks within one, at any depth. */
export const descendants = (stack: Stack, now: number): readonly Stack[] =>
  stack.childrenBy(now).flatMap((child) => [child, ...descendants(child, now)]);
