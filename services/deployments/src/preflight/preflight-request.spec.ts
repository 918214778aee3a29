import { describe, expect, it } from '@jest/globals';
import { GUIDE_PARAMETERS } from '../parameters/guide-parameters.js';
import { reservationsOf } from './preflight-request.js';

describe('what is kept of the parameters of a deployment', () => {
  it('is what is reserved by default, and what was said instead', () =>
    expect(
      reservationsOf(GUIDE_PARAMETERS, {
        ReplayAPIReservedConcurrency: '10',
        EnableLambdaReservedConcurrency: 'false',
      }),
    ).toEqual({
      ReplayAPIReservedConcurrency: '10',
      MessageForwarderReservedConcurrency: '50',
      ReplayProcessorReservedConcurrency: '40',
      EnableLambdaReservedConcurrency: 'false',
    }));

  it('is nothing else: no secret, nothing that is not declared, nothing that is never shown', () => {
    const hidden = { name: 'HiddenReservedConcurrency', type: 'Number', noEcho: true } as const;
    const kept = reservationsOf([...GUIDE_PARAMETERS, hidden], {
      PulumiSecretArn: 'arn',
      HiddenReservedConcurrency: '7',
      UnknownReservedConcurrency: '8',
    });
    expect(Object.keys(kept)).toEqual([
      'ReplayAPIReservedConcurrency',
      'MessageForwarderReservedConcurrency',
      'ReplayProcessorReservedConcurrency',
    ]);
  });
});
