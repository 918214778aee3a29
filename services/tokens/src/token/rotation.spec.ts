import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import fc from 'fast-check';
import { EVERYTHING } from './authority.js';
import { workingGenerations } from './rotation.js';
import { tokenDecider } from './token.decider.js';
import type { TokenCommand } from './token-command.js';
import type { TokenEvent } from './token-event.js';

const HOUR = 3_600;
const noon = Date.parse('2026-11-22T12:00:00.000Z');
/** Seconds after noon. */
const time = (seconds: number) => new Date(noon + seconds * 1_000).toISOString();

const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: [] };
const digest = (n: number) => ({ pepper: 1, hmac: `h${n}` });
const rotate = (n: number, graceSeconds: number, at = 0): TokenCommand => ({
  type: 'RotateToken',
  digest: digest(n),
  graceSeconds,
  terms: { maker: EVERYTHING, at: time(at), lifetimes: {} },
});
const created: TokenEvent = { type: 'TokenCreated', grant, digest: digest(1), expiresAt: null };
const rotated = (generation: number, until?: number): TokenEvent => ({
  type: 'TokenRotated',
  name: 'ci',
  digest: digest(generation),
  generation,
  ...(until === undefined ? {} : { previousWorksUntil: time(until) }),
});
const ended: TokenEvent = { type: 'RotationEnded', name: 'ci', generation: 1 };
const undone: TokenEvent = { type: 'RotationUndone', name: 'ci', generation: 1, retired: 2 };
const end = (at: number): TokenCommand => ({ type: 'EndRotation', at: time(at) });
const undo = (at: number): TokenCommand => ({ type: 'UndoRotation', at: time(at) });

describe('a rotation', () => {
  const given = deciderSpec(tokenDecider);

  it('leaves the value before as much time as was asked', () =>
    given([created])
      .when(rotate(2, HOUR))
      .then([rotated(2, HOUR)]));
  it('never leaves it time beyond the end of the token', () =>
    given([{ ...created, expiresAt: time(60) }])
      .when(rotate(2, HOUR))
      .then([rotated(2, 60)]));
  it.each([-1, 604_801, 1.5])('for %d seconds is refused', (seconds) =>
    given([created]).when(rotate(2, seconds)).thenRefused('bad_request'),
  );

  it('is ended early', () =>
    given([created, rotated(2, HOUR)])
      .when(end(60))
      .then([ended]));
  it('that is over needs no end', () => {
    given([created, rotated(2, HOUR)])
      .when(end(HOUR))
      .thenNothing();
    given([created, rotated(2)])
      .when(end(0))
      .thenNothing();
    given([created, rotated(2, HOUR), ended])
      .when(end(60))
      .thenNothing();
  });

  it('is undone while the value before works', () =>
    given([created, rotated(2, HOUR)])
      .when(undo(HOUR - 1))
      .then([undone]));
  it('is not undone once the value before is retired', () => {
    for (const history of [[created], [created, rotated(2)], [created, rotated(2, HOUR), ended]])
      given(history).when(undo(60)).thenRefused('conflict');
    given([created, rotated(2, HOUR)])
      .when(undo(HOUR))
      .thenRefused('conflict');
    given([created, rotated(2, HOUR), undone])
      .when(undo(60))
      .thenRefused('conflict');
  });
  it('that was undone gives its number to no other', () =>
    given([created, rotated(2, HOUR), undone])
      .when(rotate(3, 0))
      .then([rotated(3)]));

  it.each([end(0), undo(0)])('cannot be ended or undone for a token that is not there', (command) =>
    given([]).when(command).thenRefused('not_found'),
  );
});

describe('the use of a retired value', () => {
  const given = deciderSpec(tokenDecider);
  const report = (generation: number, at: number): TokenCommand => ({
    type: 'ReportRetiredUse',
    generation,
    at: time(at),
  });
  const alarm = (generation: number, at: number): TokenEvent => ({
    type: 'RetiredValueUsed',
    name: 'ci',
    generation,
    at: time(at),
  });

  it('raises an alarm', () =>
    given([created, rotated(2)])
      .when(report(1, 0))
      .then([alarm(1, 0)]));
  it('raises it once an hour, however often it is used', () => {
    const history = [created, rotated(2), alarm(1, 0)];
    given(history)
      .when(report(1, HOUR - 1))
      .thenNothing();
    given(history)
      .when(report(1, HOUR))
      .then([alarm(1, HOUR)]);
  });
  it('raises another for another value', () =>
    given([created, rotated(2), rotated(3), alarm(1, 0)])
      .when(report(2, 1))
      .then([alarm(2, 1)]));
  it('is none while the value works', () => {
    given([created, rotated(2, HOUR)])
      .when(report(1, 0))
      .thenNothing();
    given([created, rotated(2)])
      .when(report(2, 0))
      .thenNothing();
  });
  it('of a token that is gone raises none', () =>
    given([created, { type: 'TokenDeleted', name: 'ci' }])
      .when(report(1, 0))
      .thenNothing());
});

describe('rotations in any order', () => {
  const step = fc.record({
    kind: fc.constantFrom('rotate', 'end', 'undo'),
    grace: fc.constantFrom(0, 10, 100),
    wait: fc.integer({ min: 0, max: 60 }),
  });

  it('leave at most two values, none beyond the end, none back from retirement, no number twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const endsAt = 300;
        let history: TokenEvent[] = [{ ...created, expiresAt: time(endsAt) }];
        const retired = new Set<number>();
        const given = new Set<number>([1]);
        let working: readonly number[] = [1];
        let now = 0;
        steps.forEach(({ kind, grace, wait }, n) => {
          now += wait;
          const before = history.reduce(tokenDecider.evolve, tokenDecider.initial);
          const command =
            kind === 'rotate' ? rotate(n + 2, grace, now) : kind === 'end' ? end(now) : undo(now);
          let events: readonly TokenEvent[] = [];
          try {
            events = tokenDecider.decide(command, before);
          } catch (error) {
            expect(error).toMatchObject({ code: 'conflict' });
          }
          for (const event of events)
            if (event.type === 'TokenRotated') {
              expect(given).not.toContain(event.generation);
              given.add(event.generation);
            }
          history = [...history, ...events];
          const after = history.reduce(tokenDecider.evolve, tokenDecider.initial);
          if (after.is !== 'live') throw new Error('It was never deleted.');
          const next = workingGenerations(after, time(now));
          expect(next.length).toBe(now < endsAt ? Math.max(1, Math.min(2, next.length)) : 0);
          for (const generation of next) expect(retired).not.toContain(generation);
          for (const generation of [...working, ...given])
            if (!next.includes(generation)) retired.add(generation);
          working = next;
          expect(workingGenerations(after, time(endsAt))).toEqual([]);
        });
      }),
    );
  });
});
