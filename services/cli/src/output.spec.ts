import { describe, expect, it } from '@jest/globals';
import { MargayError, Unreachable } from '@margay/client';
import fc from 'fast-check';
import { EXIT, exitCodeOf, explain, Usage } from './failure.js';
import { Output, tableOf } from './output.js';
import { cell, plain } from './plain.js';

const written = (isJson: boolean, value: unknown, columns?: readonly string[]): string => {
  const lines: string[] = [];
  new Output(
    isJson,
    (text) => lines.push(text),
    (note) => lines.push(`(${note})\n`),
  ).answer(value, columns);
  return lines.join('');
};

describe('what is shown', () => {
  it('is a table of what was chosen', () => {
    const results = [
      { id: 1, name: 'one', by: { id: 'u', name: 'Ann' } },
      { id: 22, name: '', by: null },
    ];
    expect(written(false, { results }, ['id', 'name', 'by'])).toBe(
      'ID  NAME  BY\n1   one   Ann\n22  –     –\n',
    );
  });

  it('is the answer as it is, for programs', () => {
    const answer = { results: [{ id: 1, hidden: [1, 2] }], next: 'c' };
    expect(JSON.parse(written(true, answer, ['id']))).toEqual(answer);
    expect(JSON.parse(written(true, undefined))).toBeNull();
  });

  it('says so when there is nothing, and when there is more', () => {
    expect(written(false, { results: [] })).toBe('(There is none.)\n');
    expect(written(false, undefined)).toBe('(Done.)\n');
    expect(written(false, { results: [{ id: 1 }], next: 'c' })).toContain('--cursor c');
  });

  it('is a line each for words', () => {
    expect(written(false, { results: ['a', 'b'] })).toBe('a\nb\n');
  });

  it('never holds what a terminal would take for an order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: fc.string({ unit: 'binary' }) }), { minLength: 1 }),
        (results) => {
          expect(written(false, { results })).not.toMatch(
            /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
          );
        },
      ),
    );
    expect(plain('\u001b[31mred\u001b[0m')).toBe('?[31mred?[0m');
  });

  it('keeps each row in its line', () => {
    expect(tableOf(['a'], [{ a: 'one\ntwo' }]).split('\n')).toHaveLength(2);
    expect(cell({ deep: { er: [1, 2] } })).toBe('deep=er=1, 2');
  });
});

describe('what a shell is told', () => {
  it.each([
    ['bad_request', EXIT.usage],
    ['unauthorized', EXIT.refused],
    ['forbidden', EXIT.refused],
    ['not_found', EXIT.notFound],
    ['conflict', EXIT.conflict],
    ['precondition_failed', EXIT.conflict],
    ['unavailable', EXIT.unreachable],
    ['internal', EXIT.failed],
    ['unknown', EXIT.failed],
  ])('%s is %i', (code, expected) => {
    expect(exitCodeOf(new MargayError(400, code, 'No.', 'r'))).toBe(expected);
  });

  it('tells who answered from nobody, and both from a wrong command', () => {
    expect(exitCodeOf(new Unreachable('x'))).toBe(EXIT.unreachable);
    expect(exitCodeOf(new Usage('x'))).toBe(EXIT.usage);
    expect(exitCodeOf(new Error('x'))).toBe(EXIT.failed);
  });

  it('names every field that is wrong, and the request', () => {
    const fields = [
      { path: 'name', message: 'Too long.' },
      { path: '', message: 'Unknown fields.' },
    ];
    expect(explain(new MargayError(400, 'bad_request', 'No.', 'r-1', fields))).toBe(
      'No. (bad_request, request r-1)\n  name: Too long.\n  (the whole): Unknown fields.',
    );
  });
});
