import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@margay/contracts';
import fc from 'fast-check';
import { heldBy, nextDeployments } from './next-deployments.js';
import { isOpen } from './maintenance-window.js';
import { failuresOf, type Rollout, type RolloutState, underWay } from './rollout.js';
import { rolloutDecider } from './rollout.decider.js';
import type { RolloutCommand, RolloutEvent } from './rollout-facts.js';

const ann: Actor = { type: 'user', id: 'ann', name: 'Ann' };
const bob: Actor = { type: 'user', id: 'bob', name: 'Bob' };
const START = Date.parse('2026-11-23T00:00:00Z');
const MINUTE = 60_000;
const NIGHTS = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const,
  from: '22:00',
  minutes: 300,
  timeZone: 'Europe/Vienna',
};
const TURNS_MAX = 3_000;

const plans = fc.record({
  rings: fc.array(fc.record({ size: fc.integer({ min: 1, max: 6 }), soakMinutes: fc.nat(600) }), {
    minLength: 1,
    maxLength: 4,
  }),
  maxParallel: fc.integer({ min: 1, max: 4 }),
  failuresAllowed: fc.nat(2),
  windowed: fc.boolean(),
});

class World {
  rollout: Rollout = { is: 'none' };
  now = START;
  readonly events: RolloutEvent[] = [];

  say(command: RolloutCommand): void {
    for (const event of rolloutDecider.decide(command, this.rollout)) {
      this.events.push(event);
      this.rollout = rolloutDecider.evolve(this.rollout, event);
    }
  }

  get state(): RolloutState {
    if (this.rollout.is === 'none') throw new Error('It was asked for.');
    return this.rollout;
  }
}

describe('every rollout', () => {
  it('keeps to its rings, soak times, windows, freezes and bounds, and ends', () => {
    fc.assert(
      fc.property(plans, fc.infiniteStream(fc.nat(99)), (drawn, chance) => {
        const world = new World();
        const draw = () => chance.next().value as number;
        const rings = drawn.rings.map(({ size, soakMinutes }, ring) => ({
          name: `${ring}`,
          soakMinutes,
          accounts: Array.from({ length: size }, (_, index) => ({
            accountId: `${ring}-${index}`,
            stackName: 'panther',
            ...(drawn.windowed ? { window: { ...NIGHTS, days: [...NIGHTS.days] } } : {}),
          })),
        }));
        const { maxParallel, failuresAllowed } = drawn;
        const plan = { target: '1.25', channel: 'stable', maxParallel, failuresAllowed } as const;
        world.say({ type: 'RequestRollout', ...plan, rings, by: ann });
        world.say({ type: 'ApproveRollout', by: bob });
        for (let turn = 0; turn < TURNS_MAX; turn++) {
          const { state } = world;
          if (state.is !== 'running' && underWay(state).length === 0) break;
          const moment = { now: new Date(world.now), frozen: turn % 7 === 3 };
          for (const { accountId, window } of nextDeployments(state, moment)) {
            // What the plan promises, looked at from outside of the planner.
            expect(moment.frozen).toBe(false);
            expect(heldBy(state, moment)).toBeUndefined();
            expect(failuresOf(state)).toBeLessThanOrEqual(failuresAllowed);
            expect(accountId.startsWith(`${state.ring}-`)).toBe(true);
            if (window) expect(isOpen(window, moment.now)).toBe(true);
            if (state.soaksUntil)
              expect(world.now).toBeGreaterThanOrEqual(Date.parse(state.soaksUntil));
            world.say({ type: 'BeginRolloutDeployment', accountId, run: 1 });
          }
          expect(underWay(world.state).length).toBeLessThanOrEqual(maxParallel);
          const at = new Date(world.now).toISOString();
          for (const { accountId } of underWay(world.state)) {
            const luck = draw();
            if (luck < 40) continue;
            const outcome = luck < 90 ? 'completed' : luck < 96 ? 'failed' : 'cancelled';
            world.say({ type: 'EndRolloutDeployment', accountId, outcome, at });
          }
          world.now += 20 * MINUTE;
        }
        const { state } = world;
        expect(['completed', 'halted']).toContain(state.is);
        expect(underWay(state)).toEqual([]);
        const begun = world.events.filter(({ type }) => type === 'RolloutDeploymentBegun');
        expect(new Set(begun.map((event) => 'accountId' in event && event.accountId)).size).toBe(
          begun.length,
        );
        if (state.is === 'completed')
          expect(begun).toHaveLength(rings.flatMap(({ accounts }) => accounts).length);
      }),
      { numRuns: 200 },
    );
  });
});
