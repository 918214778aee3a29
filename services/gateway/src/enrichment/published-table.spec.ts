import { describe, expect, it } from '@jest/globals';
import { readYaml } from '../yaml-body.js';
import { WriteLookupTable } from './lookup-tables.schema.js';
import { fromPublished } from './published-table.js';

const TABLE = `
AnalysisType: lookup_table
LookupName: offices
Enabled: true
Filename: ./offices.csv
Schema: Custom.Offices
Reference: https://example.com
LogTypeMap:
  PrimaryKey: block
  AssociatedLogTypes:
    - LogType: AWS.VPCFlow
      Selectors: [srcAddr, dstAddr]
    - LogType: Zeek.Conn
`;
const SCHEMA = `---
schema: Custom.Offices
fields:
  - name: block
    type: string
    required: true
    indicators: [ip]
    validate: { cidr: ipv4 }
  - { name: since, type: timestamp, timeFormats: [rfc3339], isExpiration: true }
  - { name: seats, type: bigint }
  - { name: tags, type: array, element: { type: string } }
`;
const read = (yaml: string, name = 'offices') => fromPublished(readYaml(yaml), name);

describe('a table as detection repositories keep them', () => {
  it('is taken with the schema of its rows', () => {
    const definition = read(TABLE + SCHEMA);
    expect(definition).toEqual({
      description: '',
      reference: 'https://example.com',
      enabled: true,
      schema: {
        primaryKey: 'block',
        columns: [
          { name: 'block', type: 'string', required: true, validate: { cidr: 'ipv4' } },
          { name: 'since', type: 'timestamp', isExpiration: true },
          { name: 'seats', type: 'int' },
          { name: 'tags', type: 'json' },
        ],
      },
      associations: [
        { logType: 'AWS.VPCFlow', selectors: ['srcAddr', 'dstAddr'] },
        { logType: 'Zeek.Conn', selectors: [] },
      ],
    });
    expect(WriteLookupTable.safeParse(definition).success).toBe(true);
  });

  it('is refreshed from where it says', () =>
    expect(
      read(
        TABLE.replace(
          'Filename: ./offices.csv',
          'Refresh: { ObjectPath: https://x.com/a.jsonl.gz }',
        ) + SCHEMA,
      ),
    ).toMatchObject({
      refresh: { url: 'https://x.com/a.jsonl.gz', format: 'jsonl', periodMinutes: 60 },
    }));

  it.each([
    ['s3://b-1/people.csv', 'csv'],
    ['s3://b-1/geo/city.mmdb', 'mmdb'],
  ])('is read from %s through its role, as %s', (path, format) =>
    expect(
      read(
        TABLE.replace(
          'Filename: ./offices.csv',
          `Refresh: { ObjectPath: ${path}, RoleARN: 'arn:aws:iam::444455556666:role/PantherLUTsRole-x', PeriodMinutes: 5 }`,
        ) + SCHEMA,
      ),
    ).toMatchObject({
      refresh: {
        url: path,
        roleArn: 'arn:aws:iam::444455556666:role/PantherLUTsRole-x',
        format,
        periodMinutes: 5,
      },
    }),
  );

  it.each([
    ['without a schema', TABLE, 'offices', 'Schema'],
    ['of another name', TABLE + SCHEMA, 'people', 'LookupName'],
    ['with an unknown key', `${TABLE}Extra: 1\n${SCHEMA}`, 'offices', 'Extra'],
    [
      'without a primary key',
      TABLE.replace('PrimaryKey', 'Key') + SCHEMA,
      'offices',
      'LogTypeMap.PrimaryKey',
    ],
    ['with an unknown type', TABLE + SCHEMA.replace('bigint', 'huge'), 'offices', 'fields[2].type'],
    [
      'from a bucket without a role',
      TABLE.replace('Filename: ./offices.csv', 'Refresh: { ObjectPath: s3://b/k }') + SCHEMA,
      'offices',
      'Refresh.RoleARN',
    ],
    [
      'from a place of another kind',
      TABLE.replace('Filename: ./offices.csv', 'Refresh: { ObjectPath: gs://b/k }') + SCHEMA,
      'offices',
      'Refresh.ObjectPath',
    ],
  ])('is refused %s, by its own fields', (_what, yaml, name, path) => {
    const refusal = () => read(yaml, name);
    expect(refusal).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        fields: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
      }),
    );
  });

  it('is not seen in anything else', () => {
    for (const given of [{ schema: 1 }, [], null, 'x', [1, 2]])
      expect(fromPublished(given, 'x')).toEqual(given);
  });
});
