import { OPERATIONS, type Operation } from '@margay/client';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Usage } from './failure.js';
import { flagOf, optionsOf, requestOf, valueOf } from './request-of.js';

const field = (kind: 'text' | 'number' | 'boolean' | 'words' | 'json') => ({
  name: 'someField',
  kind,
  description: '',
  isRequired: false,
});

describe('a command line as a request', () => {
  it('names options as shells do', () => {
    expect(['allowedCIDRBlocks', 'If-Match', 'unused-since', 'accountId'].map(flagOf)).toEqual([
      'allowed-cidr-blocks',
      'if-match',
      'unused-since',
      'account-id',
    ]);
  });

  it('fills path, query, headers and body', () => {
    expect(
      requestOf(OPERATIONS.updateApiToken, ['a/b'], {
        name: 'ci',
        permissions: 'A, B',
        force: 'true',
        'If-Match': '"3"',
      }),
    ).toEqual({
      path: '/api-tokens/a%2Fb',
      query: { force: 'true' },
      headers: { 'If-Match': '"3"' },
      body: { name: 'ci', permissions: ['A', 'B'] },
    });
  });

  it.each([
    ['number', 'x'],
    ['number', ''],
    ['boolean', 'yes'],
    ['json', '{'],
  ] as const)('refuses a %s that is %j, by the name of its option', (kind, typed) => {
    expect(() => valueOf(field(kind), typed)).toThrow(Usage);
    expect(() => valueOf(field(kind), typed)).toThrow('--some-field');
  });

  it('takes any JSON and any text as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(valueOf(field('json'), text)).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => expect(valueOf(field('text'), text)).toBe(text)));
  });

  it('keeps whatever is typed within its part of the path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        const { path } = requestOf(OPERATIONS.getApiToken, [id], {});
        expect(path.split('/')).toHaveLength(3);
        expect(decodeURIComponent(path.split('/')[2] ?? '')).toBe(id);
      }),
    );
  });

  it('has no operation with two options of one name, but for one that is asked in a way of its own', () => {
    const { enrichEvents: _, ...others } = OPERATIONS;
    for (const operation of Object.values<Operation>(others)) {
      const flags = optionsOf(operation).map(({ name }) => flagOf(name));
      expect(new Set(flags).size).toBe(flags.length);
    }
  });
});
