import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stack } from './stack.js';
import { descendants, StackEngine, type StackRequest } from './stack-engine.js';
import type { Phase } from './stack-fault.js';
import { NESTED } from './template.js';

const BY = { account: '111122223333', region: 'us-east-1', principal: 'arn:aws:iam::1:role/r' };
const LEVELS = ['root', 'middle', 'leaf'];
const RESOURCES = 4;

/** Three levels; each resource may depend on those before it. */
function templates(version: string, dependsOn: readonly number[]): ReadonlyMap<string, string> {
  return new Map(
    LEVELS.map((name, level) => {
      const below = LEVELS[level + 1];
      const own = Array.from({ length: RESOURCES }, (_, n) => {
        const before = (dependsOn[level * RESOURCES + n] ?? 0) % (n + 1);
        const body = {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: version },
          ...(before > 0 ? { DependsOn: `R${before - 1}` } : {}),
        };
        return [`R${n}`, body] as const;
      });
      const nested = below
        ? [['Below', { Type: NESTED, Properties: { TemplateURL: below } }] as const]
        : [];
      return [name, JSON.stringify({ Resources: Object.fromEntries([...own, ...nested]) })];
    }),
  );
}

const request = (engine: StackEngine, token = ''): StackRequest => ({
  template: engine.template('root'),
  parameters: [],
  capabilities: [],
  tags: undefined,
  settings: {},
  token,
});

const faults = fc.array(
  fc.record({
    resource: fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: RESOURCES - 1 }))
      .map(([level, n]) => [...Array.from({ length: level }, () => 'Below'), `R${n}`].join('.')),
    phase: fc.constantFrom<Phase>('create', 'update', 'delete', 'rollback'),
    kind: fc.constantFrom('text' as const, 'not_stabilized' as const, 'slow' as const),
    message: fc.constant('Broken.'),
    afterSeconds: fc.constantFrom(1, 5, 500),
  }),
  { maxLength: 4 },
);
const dependencies = fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 });

const TERMINAL =
  /^(CREATE_COMPLETE|ROLLBACK_COMPLETE|ROLLBACK_FAILED|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|UPDATE_ROLLBACK_FAILED|DELETE_COMPLETE|DELETE_FAILED)$/;

const WAITING = /^\w+_(COMPLETE|FAILED|CLEANUP_IN_PROGRESS)$/;

function wellFormed(root: Stack): void {
  for (const stack of [root, ...descendants(root, Infinity)]) {
    // Stacks within wait for the root to clean up, also while it is stuck.
    const isWaiting = stack.parent && root.status(Infinity) === 'UPDATE_ROLLBACK_FAILED';
    expect(stack.status(Infinity)).toMatch(isWaiting ? WAITING : TERMINAL);
    for (const { logicalId, status } of stack.resources(Infinity).values())
      expect({ logicalId, open: status.endsWith('_IN_PROGRESS') }).toEqual({
        logicalId,
        open: false,
      });
    const rows = Array.from({ length: stack.length(Infinity) }, (_, n) => stack.row(n)?.at ?? 0);
    expect(rows).toEqual(rows.toSorted((one, other) => one - other));
    // Nothing is begun before all that it depends on is there.
    const { resources } = stack.revision(Infinity).template;
    for (let n = 0; n < rows.length; n++) {
      const row = stack.row(n);
      if (row?.status !== 'CREATE_IN_PROGRESS' || row.logicalId === '') continue;
      const live = stack.live(row.at);
      for (const name of resources.get(row.logicalId)?.dependsOn ?? [])
        expect([...live.keys()]).toContain(name);
    }
  }
}

/** Once nothing goes wrong any more, a rollback that is stuck comes through. */
function unstuck(engine: StackEngine, root: Stack): void {
  if (root.status(Infinity) !== 'UPDATE_ROLLBACK_FAILED') return;
  engine.faults.clear();
  const all = [root, ...descendants(root, Infinity)];
  const at = Math.max(...all.map(({ lastAt }) => lastAt)) + 1;
  engine.continueRollback(BY, 'panther', { token: '', skip: [] }, at);
  expect(root.status(Infinity)).toBe('UPDATE_ROLLBACK_COMPLETE');
  wellFormed(root);
}

describe('a stack, whatever goes wrong,', () => {
  it('comes to an end with all that it nests, in order, and its parents with it', () => {
    fc.assert(
      fc.property(faults, dependencies, (planned, dependsOn) => {
        let version = '1';
        const engine = new StackEngine((url) => templates(version, dependsOn).get(url));
        for (const fault of planned) engine.faults.add(fault);
        const root = engine.create(BY, 'panther', request(engine), 0);
        wellFormed(root);
        if (root.status(Infinity) !== 'CREATE_COMPLETE') return;
        for (const stack of descendants(root, Infinity))
          expect(stack.status(Infinity)).toBe('CREATE_COMPLETE');
        version = '2';
        engine.update(BY, 'panther', request(engine), root.lastAt + 1);
        wellFormed(root);
        unstuck(engine, root);
      }),
      { numRuns: 200 },
    );
  });

  it('that is interrupted shows nothing that had not begun, and ends as well', () => {
    fc.assert(
      fc.property(
        faults,
        dependencies,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (planned, dependsOn, share) => {
          let version = '1';
          const engine = new StackEngine((url) => templates(version, dependsOn).get(url));
          const root = engine.create(BY, 'panther', request(engine), 0);
          for (const fault of planned) engine.faults.add(fault);
          version = '2';
          const from = root.lastAt + 1;
          engine.update(BY, 'panther', request(engine), from);
          const now = from + Math.floor((root.lastAt - from) * share);
          if (root.status(now) !== 'UPDATE_IN_PROGRESS') return;
          const before = root.length(now);
          engine.cancelUpdate(BY, 'panther', '', now);
          expect(root.length(now)).toBeGreaterThanOrEqual(before);
          wellFormed(root);
          unstuck(engine, root);
          expect(root.status(Infinity)).toBe('UPDATE_ROLLBACK_COMPLETE');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is told the same at the same moment, whoever asks and however often', () => {
    const engine = new StackEngine((url) => templates('1', []).get(url));
    const root = engine.create(BY, 'panther', request(engine), 0);
    const told = () => Array.from({ length: 50 }, (_, n) => [root.status(n), root.length(n)]);
    const first = told();
    engine.create(BY, 'other', request(engine), 10);
    expect(told()).toEqual(first);
  });
});
