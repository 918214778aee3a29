import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { type Diagnosed, keptDiagnosisDecider } from './kept-diagnosis.decider.js';

const given = deciderSpec(keptDiagnosisDecider);
const diagnosed: Diagnosed = {
  stackId: 'arn:root',
  status: 'ROLLBACK_COMPLETE',
  outcome: 'unreadable',
  evidence: { sha256: 'ab'.repeat(32), bytes: 12 },
};

describe('diagnoses that are kept', () => {
  it('are counted from 1, in each account', () => {
    const first = { ...diagnosed, type: 'StackDiagnosed', number: 1 } as const;
    given([])
      .when({ ...diagnosed, type: 'KeepDiagnosis' })
      .then([first]);
    given([first])
      .when({ ...diagnosed, type: 'KeepDiagnosis' })
      .then([{ ...first, number: 2 }]);
  });
});
