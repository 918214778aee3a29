import type { ClientBase } from 'pg';

/** A piece of SQL text that is not a parameter: a table's name, a set of rows. */
export interface Fragment {
  readonly fragment: (bind: (value: unknown) => string) => string;
}

const isFragment = (value: unknown): value is Fragment =>
  typeof value === 'object' && value !== null && 'fragment' in value;

/** Runs SQL with every `${value}` as a parameter. One transaction or one connection stands behind it. */
export interface Sql {
  <Row = Record<string, unknown>>(
    text: TemplateStringsArray,
    ...values: readonly unknown[]
  ): Promise<Row[]>;
  /** The table behind a projection's view, of the generation that is being written. */
  table(name: string): Fragment;
}

/** Quotes a name. @throws Error for one that is not a plain lower-case identifier. */
export const identifier = (name: string): Fragment => {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error('Not a plain SQL identifier.');
  return { fragment: () => `"${name}"` };
};

/**
 * Objects as a set of rows: `FROM ${rowsOf(tokens, 'id uuid, name text')} AS r`.
 *
 * One parameter however many rows there are, so that the statement keeps its plan.
 *
 * @param columns name and type of each, in the words of SQL; keys that are missing are NULL
 */
export const rowsOf = (rows: readonly object[], columns: string): Fragment => ({
  fragment: (bind) =>
    `(SELECT * FROM jsonb_to_recordset(${bind(JSON.stringify(rows))}::jsonb) AS r(${columns}))`,
});

/** The text and the parameters of a template, `$1`, `$2`, … in their order. */
export function compile(
  text: readonly string[],
  values: readonly unknown[],
): { text: string; values: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  let sql = text[0] ?? '';
  values.forEach((value, index) => {
    sql += isFragment(value) ? value.fragment(bind) : bind(value);
    sql += text[index + 1] ?? '';
  });
  return { text: sql, values: parameters };
}

/** @param tableName what a projection's table is called in the generation that is written. */
export function sqlOver(
  client: Pick<ClientBase, 'query'>,
  tableName: (name: string) => string = (name) => name,
): Sql {
  const run = async (text: TemplateStringsArray, ...values: readonly unknown[]) =>
    (await client.query(compile(text, values))).rows;
  return Object.assign(run as Sql, { table: (name: string) => identifier(tableName(name)) });
}

/** The same transaction, with another idea of what `table` names. */
export const withTables = (sql: Sql, tableName: (name: string) => string): Sql =>
  Object.assign(
    ((text: TemplateStringsArray, ...values: readonly unknown[]) => sql(text, ...values)) as Sql,
    { table: (name: string) => identifier(tableName(name)) },
  );
