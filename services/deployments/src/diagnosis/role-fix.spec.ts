import { describe, expect, it } from '@jest/globals';
import { Catalog, type CatalogFact } from '../releases/catalog.js';
import { roleFixOf } from './role-fix.js';

const release = (version: string, roleActions?: readonly string[]): CatalogFact => ({
  on: '2022-01-01',
  kind: 'published',
  release: { version, channel: 'stable', ...(roleActions ? { roleActions } : {}) },
});
const catalog = (...facts: readonly CatalogFact[]) => Catalog.asOf('2022-11-08', facts);

describe('a missing action', () => {
  const known = catalog(
    release('1.33.5', ['lambda:CreateFunction']),
    release('1.34.18', ['lambda:CreateFunction']),
    release('1.35.2', ['lambda:CreateFunction', 'lambda:GetLayerVersion']),
    release('1.36.1', ['lambda:*', 'batch:*']),
  );

  it('comes with the first role that has it', () => {
    expect(roleFixOf(known, 'lambda:GetLayerVersion', '1.36.1')).toEqual({
      action: 'lambda:GetLayerVersion',
      addedIn: '1.35.2',
      inTarget: true,
    });
  });

  it('is read through patterns, and as AWS reads names', () => {
    expect(roleFixOf(known, 'Batch:SubmitJob', '1.36.1')).toMatchObject({ addedIn: '1.36.1' });
  });

  it('may come only after the release that is deployed', () => {
    expect(roleFixOf(known, 'lambda:GetLayerVersion', '1.34.18')).toEqual({
      action: 'lambda:GetLayerVersion',
      addedIn: '1.35.2',
      inTarget: false,
    });
  });

  it('may be in no role', () => {
    expect(roleFixOf(known, 'kms:CreateKey', '1.36.1')).toEqual({
      action: 'kms:CreateKey',
      inTarget: false,
    });
  });

  it('that an older role had and a later one lost comes with the one that has it again', () => {
    const lost = catalog(
      release('1.1.0', ['a:B']),
      release('1.2.0', ['x:Y']),
      release('1.3.0', ['a:B']),
    );
    expect(roleFixOf(lost, 'a:B', '1.3.0').addedIn).toBe('1.3.0');
  });

  it('is not looked for in roles that nobody has read', () => {
    expect(roleFixOf(catalog(release('1.1.0'), release('1.2.0')), 'a:B', '1.2.0')).toEqual({
      action: 'a:B',
    });
  });
});
