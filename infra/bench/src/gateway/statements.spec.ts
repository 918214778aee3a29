import { describe, expect, it } from '@jest/globals';
import { inBoth, onlyIn, statementsIn, total } from './statements.js';

const LOG = [
  '2026-03-02 08:01:12.345 UTC [17] margay_tokens@margay LOG:  statement: BEGIN',
  '2026-03-02 08:01:12.346 UTC [17] margay_tokens@margay LOG:  execute <unnamed>: ',
  '\t      SELECT * FROM event',
  '\t       WHERE position > $1',
  "2026-03-02 08:01:12.346 UTC [17] margay_tokens@margay DETAIL:  Parameters: $1 = '3'",
  '2026-03-02 08:01:12.347 UTC [17] margay_tokens@margay LOG:  execute append: SELECT * FROM append($1)',
  '2026-03-02 08:01:12.348 UTC [18] margay_audit@margay LOG:  statement: BEGIN',
  '2026-03-02 08:01:12.349 UTC [9] LOG:  checkpoint starting: time',
  '',
].join('\n');

describe('statements', () => {
  const statements = statementsIn(LOG);

  it('are found in the log and counted by their text', () =>
    expect([...statements]).toEqual([
      ['BEGIN', 2],
      ['SELECT * FROM event WHERE position > $1', 1],
      ['SELECT * FROM append($1)', 1],
    ]));

  it('have a total', () => expect(total(statements)).toBe(4));

  it('can be told from those of another time', () =>
    expect([...onlyIn(statements, new Map([['BEGIN', 7]])).keys()]).toEqual([
      'SELECT * FROM event WHERE position > $1',
      'SELECT * FROM append($1)',
    ]));

  it('can be found again at another time', () =>
    expect([...inBoth(statements, new Map([['BEGIN', 7]]))]).toEqual([['BEGIN', 2]]));
});
