import { invalid, type Template, type TemplateNode } from './template.js';
import { type Surroundings, TemplateValues } from './template-values.js';
import type { ParameterValues } from './template-parameters.js';

export type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'ROLLBACK'
  | 'CONTINUE_ROLLBACK'
  | 'CREATE_CHANGESET';

export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  readonly token: string | undefined;
  readonly startedAt: number;
}

export interface HookRow {
  readonly type: string;
  readonly status: 'HOOK_IN_PROGRESS' | 'HOOK_COMPLETE_FAILED';
  readonly reason?: string;
}

/** One line of a stack's history; what an event is made of when somebody asks. */
export interface Row {
  readonly at: number;
  readonly operation: Operation;
  /** Of a resource; the stack's own lines have none. */
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly physicalId?: string | undefined;
  readonly hook?: HookRow | undefined;
}

/** What a stack is to be, since some moment. */
export interface Revision {
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly tags: ParameterValues;
  readonly capabilities: readonly string[];
}

/** A resource as its history leaves it. */
export interface Live {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly physicalId: string | undefined;
  readonly at: number;
  readonly operation: Operation;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface StackSettings {
  /** Whoever the stack acts as. */
  readonly principal: string;
  readonly roleArn: string | undefined;
  readonly notificationArns: readonly string[];
  readonly timeoutMinutes: number | undefined;
  readonly onFailure: 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';
  readonly retainExceptOnCreate: boolean;
}

/** The first index of what is later than a moment. */
function after(rows: readonly { readonly at: number }[], moment: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isOver = (status: string) => status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';

/**
 * A stack and all that ever happens to it, also what is still to come: whoever asks is answered as of a moment.
 */
export class Stack {
  private readonly rows: Row[] = [];
  private readonly own: Row[] = [];
  private readonly revisions: { readonly at: number; readonly revision: Revision }[] = [];
  private readonly operations: Operation[] = [];
  /** By the ARN, which is the physical id in its parent. */
  readonly children = new Map<string, Stack>();
  settings: StackSettings;
  terminationProtection = false;
  /** Of the update that may still be undone. */
  update: { readonly startedAt: number; readonly before: Revision } | undefined;
  private knownOutputs:
    | { readonly revision: Revision; readonly length: number; readonly outputs: ParameterValues }
    | undefined;

  constructor(
    readonly id: string,
    readonly name: string,
    readonly place: Place,
    readonly createdAt: number,
    settings: StackSettings,
    readonly parent?: Stack,
    /** Its name in the parent's template. */
    readonly logicalId = '',
  ) {
    this.settings = settings;
  }

  get root(): Stack {
    return this.parent?.root ?? this;
  }

  /** Logical ids from the root down to here, joined by dots; empty for the root. */
  get path(): string {
    if (!this.parent) return '';
    const above = this.parent.path;
    return above === '' ? this.logicalId : `${above}.${this.logicalId}`;
  }

  /** A stack within this one that nobody has begun to make: to see what it would be. */
  planned(revision: Revision, at: number): Stack {
    const stack = new Stack('', '', this.place, at, this.settings, this);
    stack.become(at, revision);
    return stack;
  }

  begin(operation: Operation): Operation {
    this.operations.push(operation);
    return operation;
  }

  become(at: number, revision: Revision): void {
    this.revisions.push({ at, revision });
  }

  /** Adds what happens, in any order of time; of the same moment, what is added first comes first. */
  add(row: Row): void {
    this.knownOutputs = undefined;
    const [list, others] = [this.rows, row.logicalId === '' ? this.own : undefined];
    list.splice(after(list, row.at), 0, row);
    others?.splice(after(others, row.at), 0, row);
  }

  /** Takes back what has not happened by a moment. */
  cut(at: number): void {
    this.knownOutputs = undefined;
    this.rows.length = after(this.rows, at);
    this.own.length = after(this.own, at);
    this.revisions.length = after(this.revisions, at);
    const begun = this.operations.filter(({ startedAt }) => startedAt <= at);
    this.operations.splice(0, this.operations.length, ...begun);
    for (const child of this.children.values())
      if (child.createdAt > at) {
        child.cut(at);
        this.children.delete(child.id);
      }
  }

  get lastAt(): number {
    return this.rows.at(-1)?.at ?? this.createdAt;
  }

  /** How many lines of its history there are by a moment. */
  length(at: number): number {
    return after(this.rows, at);
  }

  row(index: number): Row | undefined {
    return this.rows[index];
  }

  /** The stack's own last line; none: it is not there yet. */
  ownRow(at: number): Row | undefined {
    return this.own[after(this.own, at) - 1];
  }

  status(at: number): string | undefined {
    return this.ownRow(at)?.status;
  }

  ownRows(at: number): readonly Row[] {
    return this.own.slice(0, after(this.own, at));
  }

  operationsBy(at: number): readonly Operation[] {
    return this.operations.filter(({ startedAt }) => startedAt <= at);
  }

  revision(at: number): Revision {
    const found = this.revisions[after(this.revisions, at) - 1] ?? this.revisions[0];
    if (!found) throw invalid(`Stack [${this.name}] has no template.`);
    return found.revision;
  }

  /** The ids that resources were given later than a moment. */
  madeSince(moment: number): readonly Live[] {
    const before = new Set([...this.resources(moment).values()].map((each) => each.physicalId));
    const made = new Map<string, Live>();
    for (const row of this.rows.slice(after(this.rows, moment)))
      if (row.physicalId !== undefined && row.logicalId !== '' && !before.has(row.physicalId))
        made.set(row.physicalId, { ...row, reason: row.reason, physicalId: row.physicalId });
    return [...made.values()];
  }

  /** Every resource that was ever begun, in the state that it has by a moment. */
  resources(at: number): Map<string, Live> {
    const found = new Map<string, Live>();
    const end = this.length(at);
    for (let index = 0; index < end; index++) {
      const row = this.rows[index];
      if (!row || row.logicalId === '') continue;
      const before = found.get(row.logicalId);
      // A predecessor that was replaced is cleaned up under the same name.
      const ofPredecessor =
        row.status.startsWith('DELETE') &&
        before?.physicalId !== undefined &&
        row.physicalId !== before.physicalId;
      if (ofPredecessor) continue;
      found.set(row.logicalId, {
        logicalId: row.logicalId,
        type: row.type,
        status: row.status,
        reason: row.reason,
        physicalId: row.physicalId,
        at: row.at,
        operation: row.operation,
      });
    }
    return found;
  }

  /** Those that are there. */
  live(at: number): Map<string, Live> {
    const found = this.resources(at);
    for (const [logicalId, { status, physicalId }] of found)
      if (isOver(status) || physicalId === undefined) found.delete(logicalId);
    return found;
  }

  values(at: number, revision = this.revision(at)): TemplateValues {
    let known: Map<string, Live> | undefined;
    const physicalId = (logicalId: string): string => {
      known ??= this.live(at);
      return known.get(logicalId)?.physicalId ?? logicalId;
    };
    const { account, region } = this.place;
    const around: Surroundings = {
      template: revision.template,
      values: {
        ...revision.parameters,
        'AWS::AccountId': account,
        'AWS::Region': region,
        'AWS::Partition': 'aws',
        'AWS::URLSuffix': 'amazonaws.com',
        'AWS::StackName': this.name,
        'AWS::StackId': this.id,
      },
      physicalId,
      attribute: (logicalId, name) => {
        const id = physicalId(logicalId);
        if (name.startsWith('Outputs.'))
          return this.children.get(id)?.outputs(at)[name.slice('Outputs.'.length)] ?? '';
        const service = revision.template.resources.get(logicalId)?.type.split('::')[1] ?? '';
        return name === 'Arn' && !id.startsWith('arn:')
          ? `arn:aws:${service.toLowerCase()}:${region}:${account}:${id}`
          : `${id}.${name}`;
      },
    };
    return new TemplateValues(around);
  }

  outputs(at: number): ParameterValues {
    const [revision, length] = [this.revision(at), this.length(at)];
    const known = this.knownOutputs;
    if (known?.revision === revision && known.length === length) return known.outputs;
    const outputs = this.workedOut(at, revision);
    this.knownOutputs = { revision, length, outputs };
    return outputs;
  }

  private workedOut(at: number, revision: Revision): ParameterValues {
    const values = this.values(at);
    const found: Record<string, string> = {};
    for (const [name, node] of Object.entries(revision.template.outputs)) {
      const output = node as Readonly<Record<string, TemplateNode>>;
      const condition = output['Condition'];
      if (values.holds(typeof condition === 'string' ? condition : undefined))
        found[name] = values.text(output['Value']);
    }
    return found;
  }

  /** Its stacks within, as they are by a moment. */
  childrenBy(at: number): readonly Stack[] {
    return [...this.children.values()].filter(({ createdAt }) => createdAt <= at);
  }
}
