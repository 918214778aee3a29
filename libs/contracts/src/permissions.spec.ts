import { describe, expect, it } from '@jest/globals';
import { isKnownPermission, PERMISSIONS, permits } from './permissions.js';

describe('permissions', () => {
  it('have ids of their own, and a title and an area for people', () => {
    expect(new Set(PERMISSIONS.map(({ id }) => id)).size).toBe(PERMISSIONS.length);
    for (const { id, title, area } of PERMISSIONS) {
      expect(id).toMatch(/^[A-Za-z]+$/);
      expect(title).not.toBe('');
      expect(area).not.toBe('');
    }
  });

  it('hold the 39 published ids and 13 of our own', () => {
    expect(PERMISSIONS).toHaveLength(52);
  });

  it('permit what they name and nothing else', () => {
    expect(permits(['AlertRead'], 'AlertRead')).toBe(true);
    expect(permits(['AlertRead'], 'AlertModify')).toBe(false);
    expect(permits([], 'AlertRead')).toBe(false);
  });

  it('permit everything when all are held', () => {
    for (const { id } of PERMISSIONS) expect(permits(['all'], id)).toBe(true);
  });

  it('are known by their exact id', () => {
    expect(isKnownPermission('AlertRead')).toBe(true);
    expect(isKnownPermission('all')).toBe(true);
    expect(isKnownPermission('alertread')).toBe(false);
    expect(isKnownPermission('constructor')).toBe(false);
  });
});
