import { table } from '../table.js';
import { busMatrix } from './bus-matrix.js';
import { databaseMatrix } from './database-matrix.js';

const WIDE = 400;

/** The permissions of the bus and of the database, for people. */
export function permissionTables(): readonly string[] {
  const bus = busMatrix(process.env['NATS_NAMESPACE']);
  const database = databaseMatrix();
  return [
    'Bus: P may publish, S may subscribe, empty neither.',
    '',
    ...table(
      ['subject', ...bus.logins].map((title) => ({ title })),
      bus.rows.map(({ subject, cells }) => [subject, ...cells]),
      WIDE,
    ),
    '',
    'Database: may, denied by the server, or refused by a trigger.',
    '',
    ...table(
      ['object', 'what', ...database.logins].map((title) => ({ title })),
      database.rows.map(({ object, verb, cells }) => [object, verb, ...cells]),
      WIDE,
    ),
  ];
}
