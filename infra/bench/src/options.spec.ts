import { describe, expect, it } from '@jest/globals';
import { optionsOf } from './options.js';

describe('the options', () => {
  it('are names, rounds and the form of the answer', () =>
    expect(optionsOf(['bus', 'gateway', '--rounds', '9', '--json'])).toEqual({
      names: ['bus', 'gateway'],
      rounds: 9,
      events: 1_000_000,
      runs: 1_000,
      json: true,
      help: false,
    }));

  it('are seven rounds and a table unless told', () =>
    expect(optionsOf([])).toEqual({
      names: [],
      rounds: 7,
      events: 1_000_000,
      runs: 1_000,
      json: false,
      help: false,
    }));

  it.each(['4', '101', '5.5', 'many', ''])('take no rounds of %p', (rounds) =>
    expect(() => optionsOf([`--rounds=${rounds}`])).toThrow('--rounds must be a number'),
  );

  it.each(['9', '2001', 'many', ''])('take no runs of %p', (runs) =>
    expect(() => optionsOf([`--runs=${runs}`])).toThrow('--runs must be a number'),
  );

  it.each(['9999', '1e9', 'many', ''])('take no events of %p', (events) =>
    expect(() => optionsOf([`--events=${events}`])).toThrow('--events must be a number'),
  );

  it('take nothing that there is not', () => expect(() => optionsOf(['--fast'])).toThrow('--fast'));
});
