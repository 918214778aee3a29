import { type HookRow, type Operation, type OperationType, type Row, type Stack } from './stack.js';
import type { Phase, StackFaults, Struck } from './stack-fault.js';
import { NESTED, type Template } from './template.js';

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
export interface Outcome {
  readonly endsAt: number;
  readonly failed?: string;
}

/** Writes the lines of histories, for all that runs do. */
export class RunLines {
  constructor(readonly site: Site) {}

  begin(
    stack: Stack,
    type: OperationType,
    startedAt: number,
    token: string | undefined,
  ): Operation {
    return stack.begin({ id: this.site.newId(), type, token, startedAt });
  }

  own(stack: Stack, at: number, operation: Operation, status: string, reason?: string): void {
    stack.add(rowOf(operation, OWN, at, status, reason, stack.id));
  }

  line(
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

  strike(
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

  ms(seconds: number): number {
    return Math.max(1, Math.round((seconds * 1_000) / this.site.compression));
  }
}

/** Of one shape, written in one piece: a thousand stacks have a million of them. */
export const rowOf = (
  operation: Operation,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  at: number,
  status: string,
  reason?: string,
  physicalId?: string,
  hook?: HookRow,
): Row => ({ at, operation, logicalId, type, status, reason, physicalId, hook });

const OWN = { logicalId: '', type: NESTED };

/** `The following resource(s) failed to create: [A, B]. ` */
export const named = (ids: readonly string[], what: string): string =>
  `The following resource(s) failed to ${what}: [${ids.join(', ')}]. `;

export const failedIn = (stack: Stack, at: number, operation: Operation): readonly string[] =>
  [...stack.resources(at).values()]
    .filter((live) => live.operation === operation && live.status.endsWith('_FAILED'))
    .map(({ logicalId }) => logicalId);
