import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { answersDecider, type AnswersEvent, type PurgeCommand } from './answers.decider.js';

const spec = deciderSpec(answersDecider);
const given = (...history: AnswersEvent[]) => spec(history);
const purge = (verdict: string): PurgeCommand => ({
  type: 'Purge',
  name: 'vt',
  valueDigest: 'ab',
  verdict,
});
const purged = (verdict: string) =>
  ({ type: 'ProviderAnswersPurged', name: 'vt', valueDigest: 'ab', verdict }) as const;

describe('what a provider said', () => {
  it('is forgotten as often as it is ordered', () => {
    given()
      .when(purge(''))
      .then([purged('')]);
    given(purged(''))
      .when(purge(''))
      .then([purged('')]);
    given()
      .when(purge('not_found'))
      .then([purged('not_found')]);
  });
  it('is not forgotten by a verdict there is not', () =>
    given().when(purge('nice')).thenRefused('bad_request'));
});
