import { loginOf, MIGRATOR, SERVICES } from '../services.js';

/** `may`: the server does it. `denied`: it has no right. `refused`: it has, and a trigger says no. */
export type DatabaseCell = 'may' | 'denied' | 'refused';

export interface DatabaseRow {
  readonly object: string;
  readonly verb: string;
  /** What is tried; it changes nothing that is kept. */
  readonly statement: string;
  /** In the order of the logins. */
  readonly cells: readonly DatabaseCell[];
}

export interface DatabaseMatrix {
  readonly logins: readonly string[];
  readonly rows: readonly DatabaseRow[];
}

const OWNERS = SERVICES.filter(({ database }) => database).map(({ name }) => name);
const LOGINS = [MIGRATOR, ...OWNERS.map(loginOf)];

/** One service may what `own` says, the owner of the tables what `owner` says, the others nothing. */
const row = (
  service: string,
  object: string,
  verb: string,
  statement: string,
  own: DatabaseCell,
  owner: DatabaseCell,
): DatabaseRow => ({
  object,
  verb,
  statement,
  cells: LOGINS.map((login) => {
    if (login === MIGRATOR) return owner;
    return login === loginOf(service) ? own : 'denied';
  }),
});

/** Appends nothing. */
const APPEND = `'{}','{}','{}','{}','{}','{}','{}','{}',NULL,NULL,NULL`;

const logOf = (service: string): readonly DatabaseRow[] => [
  ...['event', 'seal', 'tag', 'epoch'].flatMap((name) => {
    const table = `${service}.${name}`;
    const of = (verb: string, statement: string, own: DatabaseCell, owner: DatabaseCell) =>
      row(service, table, verb, statement, own, owner);
    return [
      of('SELECT', `SELECT FROM ${table} LIMIT 1`, 'may', 'may'),
      of('INSERT', `INSERT INTO ${table} SELECT * FROM ${table} WHERE false`, 'denied', 'may'),
      of('DELETE', `DELETE FROM ${table} WHERE false`, 'denied', 'refused'),
      of('TRUNCATE', `TRUNCATE ${table} CASCADE`, 'denied', 'refused'),
      of('DISABLE TRIGGER', `ALTER TABLE ${table} DISABLE TRIGGER USER`, 'denied', 'may'),
    ];
  }),
  row(
    service,
    `${service}.event`,
    'UPDATE',
    `UPDATE ${service}.event SET type = type WHERE false`,
    'denied',
    'refused',
  ),
  row(service, `${service}.new_epoch()`, 'EXECUTE', `SELECT ${service}.new_epoch()`, 'may', 'may'),
  row(service, `${service}.settle()`, 'EXECUTE', `SELECT ${service}.settle()`, 'may', 'may'),
  row(
    service,
    `${service}.append(…)`,
    'EXECUTE',
    `SELECT ${service}.append(${APPEND})`,
    'may',
    'may',
  ),
  row(service, service, 'CREATE', `CREATE TABLE ${service}.tried ()`, 'may', 'may'),
];

const RECORDS = 'audit.audit_record';
const record = (verb: string, statement: string, own: DatabaseCell): DatabaseRow =>
  row('audit', RECORDS, verb, statement, own, 'may');

/** Who may what in the database: a row for each thing that is tried, a column for each login. */
export const databaseMatrix = (): DatabaseMatrix => ({
  logins: LOGINS,
  rows: [
    ...OWNERS.flatMap(logOf),
    record('SELECT', `SELECT FROM ${RECORDS} LIMIT 1`, 'may'),
    record('INSERT', `INSERT INTO ${RECORDS} SELECT * FROM ${RECORDS} WHERE false`, 'may'),
    record('UPDATE', `UPDATE ${RECORDS} SET event_id = event_id WHERE false`, 'denied'),
    record('DELETE', `DELETE FROM ${RECORDS} WHERE false`, 'denied'),
    record('TRUNCATE', `TRUNCATE ${RECORDS} CASCADE`, 'denied'),
    row('', 'public', 'CREATE', 'CREATE TABLE public.tried ()', 'denied', 'denied'),
    row('', 'the database', 'CREATE', 'CREATE SCHEMA tried', 'denied', 'may'),
  ],
});
