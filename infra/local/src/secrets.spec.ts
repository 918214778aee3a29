import { describe, expect, it } from '@jest/globals';
import { isTokenValue } from '@margay/contracts';
import { completeSecrets, publicNkey } from './secrets.js';

describe('the secrets', () => {
  const first = completeSecrets({}, ['postgres', 'margay_tokens'], ['tokens']);

  it('are made where there are none', () => {
    expect(Object.keys(first.postgres)).toEqual(['postgres', 'margay_tokens']);
    expect(first.tokenPeppers).toMatch(/^1:[0-9a-f]{64}$/);
    expect(isTokenValue(first.administratorToken)).toBe(true);
    expect(first.bus['tokens']).toMatch(/^SU[A-Z2-7]{56}$/);
    expect(publicNkey(first.bus['tokens'] ?? '')).toMatch(/^U[A-Z2-7]{55}$/);
  });

  it('stay what they are, and a new service gets its own', () => {
    const second = completeSecrets(first, ['postgres', 'margay_audit'], ['tokens', 'audit']);
    expect(second).toMatchObject(first);
    expect(second.postgres['margay_audit']).toBeDefined();
    expect(second.bus['audit']).toBeDefined();
  });
});
