import { NESTED, REGION, resourceName } from './stack-templates.js';

/** How a deployment has to end. */
export interface Expected {
  readonly status: 'completed' | 'failed';
  /** What its cause has to name. */
  readonly names: readonly string[];
  /** Builds that CodeBuild has to know of. */
  readonly builds: number;
}

export interface Injected {
  readonly order: 'stackFault' | 'buildFault';
  readonly body: object;
  readonly expected: Expected;
}

export const COMPLETED: Expected = { status: 'completed', names: [], builds: 1 };

/** Every fifth deployment fails. */
const EVERY = 5;
/** And of those every eighth in its build. */
const BUILD_EVERY = 8;

const KINDS = [
  { kind: 'scp_denial', detail: 'sns:CreateTopic', names: ['sns:CreateTopic', 'service control'] },
  { kind: 'boundary', detail: 'sns:CreateTopic', names: ['sns:CreateTopic', 'boundary'] },
  { kind: 'role_denial', detail: 'sns:CreateTopic', names: ['sns:CreateTopic'] },
  { kind: 'quota', detail: undefined, names: [] },
  { kind: 'not_stabilized', detail: undefined, names: [] },
  { kind: 'handler_error', detail: undefined, names: [] },
] as const;

const buildFault = (account: string): Injected => ({
  order: 'buildFault',
  body: { account, region: REGION, project: 'panther-pulumi', phase: 'PRE_BUILD' },
  expected: { status: 'failed', names: ['PRE_BUILD'], builds: 1 },
});

/** What goes wrong in the account of a deployment; undefined: nothing does. */
export function faultOf(index: number, account: string): Injected | undefined {
  if (index % EVERY !== 0) return undefined;
  const turn = index / EVERY;
  if (turn % BUILD_EVERY === BUILD_EVERY - 1) return buildFault(account);
  const { kind, detail, names } = KINDS[turn % KINDS.length] ?? KINDS[0];
  const path = NESTED[turn % NESTED.length] ?? [];
  const resource = [...path, resourceName((7 * turn) % 42)];
  return {
    order: 'stackFault',
    body: { account, resource: resource.join('.'), kind, ...(detail ? { detail } : {}) },
    expected: { status: 'failed', names: [resource.join(' > '), ...names], builds: 0 },
  };
}
