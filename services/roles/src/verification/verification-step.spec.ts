import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Answer,
  complaintsOf,
  mustBeDenied,
  mustBeGiven,
  outcomeOfSteps,
  STEPS,
  worst,
} from './verification-step.js';

const ANSWERS: readonly Answer[] = [
  'given',
  'denied',
  'throttled',
  'unavailable',
  'expired',
  'credentials',
  'missing',
  'deleted',
  'undecryptable',
  'invalid',
  'region_disabled',
  'cancelled',
];

describe('a step of a verification', () => {
  it('that must be given passes when it is, and only then', () => {
    for (const step of STEPS)
      for (const answer of ANSWERS)
        expect(mustBeGiven(step, answer).outcome === 'passed').toBe(answer === 'given');
  });

  it('that must be denied passes when it is, and only then: no other failure proves it', () => {
    for (const step of STEPS)
      for (const answer of ANSWERS)
        expect(mustBeDenied(step, answer).outcome === 'passed').toBe(answer === 'denied');
  });

  it.each<Answer>(['throttled', 'unavailable', 'expired', 'credentials', 'cancelled'])(
    'says nothing about the role when the answer is "%s"',
    (answer) => {
      expect(mustBeGiven('assume', answer).outcome).toBe('inconclusive');
      expect(mustBeDenied('assume_without_external_id', answer).outcome).toBe('inconclusive');
    },
  );

  it('says why and what to do whenever it does not pass', () => {
    for (const step of STEPS)
      for (const answer of ANSWERS)
        for (const verdict of [mustBeGiven(step, answer), mustBeDenied(step, answer)])
          if (verdict.outcome !== 'passed') {
            expect(verdict.cause).toMatch(/\.$/);
            expect(verdict.remedy).toMatch(/\.$/);
          }
  });

  it('is as good as the worst of its questions', () => {
    const verdicts = [mustBeGiven('read', 'given'), mustBeGiven('read', 'throttled')];
    expect(worst(verdicts).outcome).toBe('inconclusive');
    expect(worst([...verdicts, mustBeGiven('read', 'denied')]).outcome).toBe('failed');
    expect(worst([]).outcome).toBe('passed');
  });
});

describe('what a verification came to', () => {
  const outcomes = fc.array(
    fc.constantFrom('passed', 'failed', 'inconclusive', 'skipped' as const),
  );
  const steps = (all: readonly ('passed' | 'failed' | 'inconclusive' | 'skipped')[]) =>
    all.map((outcome) => ({ step: 'read', outcome, cause: 'c', remedy: 'r' }));

  it('is a failure exactly when a step failed, whatever else is unknown', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const outcome = outcomeOfSteps(steps(all as never));
        expect(outcome === 'failed').toBe(all.includes('failed'));
        expect(complaintsOf(steps(all as never)).length > 0).toBe(outcome === 'failed');
      }),
    );
  });

  it('says of a role that was in use what is no longer as it was', () => {
    const [complaint] = complaintsOf(steps(['failed']), new Date(0));
    expect(complaint?.cause).toBe('This changed after 1970-01-01T00:00:00.000Z: c');
  });
});
