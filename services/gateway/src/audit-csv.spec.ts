import { describe, expect, it } from '@jest/globals';
import { csvHead, csvLines } from './audit-csv.js';
import type { AuditRecord } from './audit.schema.js';

const record = (name: string): AuditRecord => ({
  actionName: 'CREATE_API_TOKEN',
  actionDescription: '',
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input: { name } } },
  actionDetails: {},
  actor: { id: 't-1', type: 'TOKEN', name },
  errors: null,
  sourceIP: null,
  XForwardedFor: null,
  userAgent: name,
  timestamp: '2026-01-31 23:59:59.123',
  pantherVersion: '0.1.0',
  eventId: 'e',
  sequence: 1,
  requestId: 'r',
  correlationId: 'r',
  targets: [{ type: 'api-token', id: '7', name }],
  changes: [],
  seal: { commitment: 'c' },
});

describe('an export as CSV', () => {
  it('has a column for each name, and a line for each record', () => {
    const columns = csvHead().trim().split(',');
    const [line = ''] = csvLines([record('plain')])
      .trim()
      .split('\r\n');
    expect(columns.slice(0, 4)).toEqual(['sequence', 'timestamp', 'actionName', 'actionResult']);
    expect(line.startsWith('1,2026-01-31 23:59:59.123,CREATE_API_TOKEN,SUCCEEDED')).toBe(true);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'makes %j a text, not a formula',
    (name) => {
      const text = csvLines([record(name)]);
      expect(text).not.toContain(`,${name},`);
      expect(text).not.toContain(`,"${name}",`);
      expect(text).toContain(`'${name}`);
    },
  );

  it('keeps quotes and line breaks inside their cell', () => {
    expect(csvLines([record('a "b"\n,c')])).toContain('"a ""b""\n,c"');
  });
});
