import { describe, expect, it } from '@jest/globals';
import { Catalog, type CatalogFact } from './catalog.js';
import { PUBLISHED_RELEASES } from './published-releases.js';
import type { Release } from './release.js';

const published = (on: string, version: string, more: Partial<Release> = {}): CatalogFact => ({
  on,
  kind: 'published',
  release: { version, channel: 'stable', ...more },
});

describe('a catalog', () => {
  it('has what was published on every day that may be asked about', () => {
    const { length } = PUBLISHED_RELEASES;
    for (const day of ['1970-01-01', '2022-05-02', '2026-11-22'])
      expect(Catalog.asOf(day, PUBLISHED_RELEASES).all()).toHaveLength(length);
  });

  it('tells its releases newest first, by their numbers', () => {
    const catalog = Catalog.asOf('2022-01-02', [
      published('2022-01-01', '1.9.0'),
      published('2022-01-01', '1.10.0'),
      published('2022-01-03', '1.11.0'),
    ]);
    expect(catalog.all().map(({ release }) => release.version)).toEqual(['1.10.0', '1.9.0']);
  });

  it('keeps a release as recommended as it was when it is described better', () => {
    const version = '1.9.0';
    const facts: CatalogFact[] = [
      published('2022-01-01', version),
      { on: '2022-01-02', kind: 'unlisted', version },
      { on: '2022-01-02', kind: 'withdrawn', version, reason: 'It lost data.' },
      published('2022-01-03', version, { nestedStacks: [] }),
    ];
    expect(Catalog.asOf('2022-01-03', facts).entry(version)).toEqual({
      release: { version, channel: 'stable', nestedStacks: [] },
      listed: false,
      withdrawn: 'It lost data.',
    });
  });

  it('has each note of its releases once, as the oldest of them says it', () => {
    const note = (title: string) => ({
      id: 'n',
      title,
      from: '<1.9.0',
      to: '>=1.9.0',
      work: { kind: 'drop_parameters', parameters: ['A'] } as const,
    });
    const catalog = Catalog.asOf('2022-01-02', [
      published('2022-01-01', '1.10.0', { notes: [note('newer')] }),
      published('2022-01-01', '1.9.0', { notes: [note('older')] }),
    ]);
    expect(catalog.notes().map(({ title }) => title)).toEqual(['older']);
  });
});
