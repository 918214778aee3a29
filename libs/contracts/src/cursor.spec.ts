import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCursor, sealCursor } from './cursor.js';

describe('a cursor', () => {
  it('leads back to where the page ended', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (after) => {
        const cursor = sealCursor('s', 'tokens', after);
        expect(openCursor('s', 'tokens', cursor)).toEqual(JSON.parse(JSON.stringify(after)));
        expect(cursor).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it.each([
    ['of another list', sealCursor('s', 'audit', 7)],
    ['under another secret', sealCursor('t', 'tokens', 7)],
    ['that is empty', ''],
    ['that is made up', 'bm90IGEgY3Vyc29y'],
    ['that is endless', 'a'.repeat(2_000)],
  ])('%s is refused', (_what, cursor) => {
    expect(() => openCursor('s', 'tokens', cursor)).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });

  it('that was changed anywhere is refused', () => {
    const bytes = Buffer.from(sealCursor('s', 'tokens', { after: 123 }), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      expect(() => openCursor('s', 'tokens', changed.toString('base64url'))).toThrow();
    }
  });
});
