import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@margay/testing';
import fc from 'fast-check';
import { columnsOf, Database } from '../src/index.js';
import { migrated } from './notes.js';

const COLUMNS = {
  number: 'bigint',
  text: 'text',
  texts: 'text[]',
  at: 'timestamptz',
  is: 'boolean',
} as const;

/** PostgreSQL's text takes no NUL, and what is sent must be well-formed. */
const text = fc
  .string({ unit: 'grapheme' })
  .map((any) => Buffer.from(any.replaceAll('\0', '')).toString());
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const row = fc.record({
  number: maybe(fc.maxSafeInteger()),
  text: maybe(text),
  texts: maybe(fc.array(fc.oneof(text, fc.constantFrom('NULL', '"', '\\', ',', '{}', '')))),
  at: maybe(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })),
  is: maybe(fc.boolean()),
});

describe('rows as columns', () => {
  let database: TestDatabase;
  let own: Database;
  beforeAll(async () => {
    database = await testDatabase('notes', migrated);
    own = new Database(database.url, 'notes');
  });
  afterAll(async () => {
    await own.close();
    await database.drop();
  });

  it('arrive as they were sent, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const found = await own.sql`SELECT * FROM ${columnsOf(rows, COLUMNS)} AS r`;
        expect(found).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused by the type that they are not of', async () => {
    await expect(
      own.sql`SELECT * FROM ${columnsOf([{ number: 'x' }], { number: 'bigint' })} AS r`,
    ).rejects.toThrow('bigint');
  });
});
