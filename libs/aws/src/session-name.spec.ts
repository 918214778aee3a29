import { describe, expect, it } from '@jest/globals';
import { sessionNameOf, sourceIdentityOf } from './session-name.js';

describe('what a customer reads in CloudTrail', () => {
  it('says which service it was, and what for', () => {
    const owner = { service: 'enrichment', purpose: 'virus-total' };
    expect(sessionNameOf(owner)).toBe('margay-enrichment-virus-total');
    expect(sourceIdentityOf(owner)).toBe('margay-enrichment');
  });

  it('fits what AWS takes, however long the purpose is', () => {
    const name = sessionNameOf({ service: 'detection', purpose: 'x'.repeat(200) });
    expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
  });

  it.each(['', 'Virus Total', 'a/b', '-a'])('takes no purpose "%s"', (purpose) => {
    expect(() => sessionNameOf({ service: 'detection', purpose })).toThrow(RangeError);
  });
});
