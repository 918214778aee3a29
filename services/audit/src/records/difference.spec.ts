import { describe, expect, it } from '@jest/globals';
import { changesOf, stateAfter } from './difference.js';

describe('the difference that an event makes', () => {
  const before = { name: 'a', permissions: ['x'], generation: 1 };

  it('is what is not as it was', () =>
    expect(changesOf(before, { name: 'b', permissions: ['x'] })).toEqual([
      { field: 'name', before: 'a', after: 'b' },
    ]));
  it('is nothing when all is as it was', () => expect(changesOf(before, before)).toEqual([]));
  it('does not count the order of keys', () =>
    expect(changesOf({ o: { a: 1, b: 2 } }, { o: { b: 2, a: 1 } })).toEqual([]));
  it('is everything of what was not there', () =>
    expect(changesOf({}, { name: 'a' })).toEqual([{ field: 'name', before: null, after: 'a' }]));
  it('is everything of what is no more', () =>
    expect(changesOf({ name: 'a' }, 'gone')).toEqual([
      { field: 'name', before: 'a', after: null },
    ]));
  it('leaves alone what an event does not name', () =>
    expect(stateAfter(before, { generation: 2 })).toEqual({ ...before, generation: 2 }));
  it('leaves nothing of what is gone', () => expect(stateAfter(before, 'gone')).toEqual({}));
});
