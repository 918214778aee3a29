import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heldByMost, type Report, SILENT_MS, type Standing, standingOfMost } from './fleet.js';

const NOW = 100_000;
const open = (more: Partial<Standing> = {}): Standing => ({
  provider: 'vt',
  keyVersion: '1',
  state: 'open',
  cause: 'timeout',
  retryInMs: 3_000,
  isOwn: true,
  ...more,
});
const closed = open({ state: 'closed' });
const fleet = (...standings: Standing[]): Report[] =>
  standings.map((each, i) => ({ replica: `r${i}`, heardAt: NOW, standings: [each] }));

describe('what most replicas hold back', () => {
  it('is nothing that one of several finds bad', () => {
    expect(heldByMost(fleet(open(), closed), NOW)).toEqual([]);
    expect(heldByMost(fleet(open(), closed, closed), NOW)).toEqual([]);
  });

  it('is what more than half do, until the first of them asks again', () =>
    expect(heldByMost(fleet(open(), open({ retryInMs: 1_000 }), closed), NOW)).toEqual([
      { provider: 'vt', keyVersion: '1', cause: 'timeout', retryInMs: 1_000 },
    ]));

  it('does not count hearsay, and so does not feed on itself', () =>
    expect(heldByMost(fleet(open(), open({ isOwn: false }), open({ isOwn: false })), NOW)).toEqual(
      [],
    ));

  it('does not count who has gone silent, on either side', () => {
    const gone = { ...fleet(closed)[0]!, replica: 'gone', heardAt: NOW - SILENT_MS };
    expect(heldByMost([...fleet(open()), gone], NOW)).toHaveLength(1);
    const late = { ...fleet(open())[0]!, replica: 'late', heardAt: NOW - SILENT_MS };
    expect(heldByMost([...fleet(closed), late], NOW)).toEqual([]);
  });

  it('is of one key: another version of it is another matter', () =>
    expect(heldByMost(fleet(open(), open({ keyVersion: '2' })), NOW)).toEqual([]));

  it('counts down what was heard a while ago', () => {
    const [report] = fleet(open());
    expect(heldByMost([{ ...report!, heardAt: NOW - 2_000 }], NOW)).toMatchObject([
      { retryInMs: 1_000 },
    ]);
  });

  it('is never what half of them or fewer found', () =>
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (isOpen) => {
        const held = heldByMost(fleet(...isOpen.map((each) => (each ? open() : closed))), NOW);
        expect(held.length > 0).toBe(isOpen.filter(Boolean).length * 2 > isOpen.length);
      }),
    ));
});

it('stands as most have it, and where as many say otherwise the worse', () => {
  expect(standingOfMost([])).toBe('closed');
  expect(standingOfMost(['open', 'closed', 'closed'])).toBe('closed');
  expect(standingOfMost(['open', 'closed'])).toBe('open');
  expect(standingOfMost(['half_open', 'closed', 'half_open'])).toBe('half_open');
});
