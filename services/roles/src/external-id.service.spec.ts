import { describe, expect, it } from '@jest/globals';
import { ExternalIds } from './external-id.service.js';

describe('an external id', () => {
  const ids = new ExternalIds();

  it('has a form that IAM takes', () => {
    expect(ids.next()).toMatch(/^[\w+=,.@:/-]{2,1224}$/);
  });

  it('carries at least 128 random bits', () => {
    const random = ids.next().slice('margay-'.length);
    expect(Buffer.from(random, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ids.next())).size).toBe(1_000);
  });
});
