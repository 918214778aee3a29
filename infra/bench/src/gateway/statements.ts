/** How often each statement was run, by its text without values. */
export type Statements = ReadonlyMap<string, number>;

/** First line of a logged statement, by either protocol. The lines after it begin with a tab. */
const FIRST = /^\d{4}-\d\d-\d\d .*? LOG: {2}(?:statement|execute [^:]*): (.*)$/;

/** What PostgreSQL wrote to its log under `log_statement = all`. */
export function statementsIn(log: string): Statements {
  const counts = new Map<string, number>();
  const entries = log.replaceAll('\n\t', ' ').split('\n');
  for (const entry of entries) {
    const text = FIRST.exec(entry)?.[1]?.replace(/\s+/g, ' ').trim();
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

export const total = (statements: Statements): number =>
  [...statements.values()].reduce((sum, count) => sum + count, 0);

/** Those that are run in `statements` and never in `others`. */
export const onlyIn = (statements: Statements, others: Statements): Statements =>
  new Map([...statements].filter(([text]) => !others.has(text)));

/** Those of `statements` that are also run in `others`, as often as in the first. */
export const inBoth = (statements: Statements, others: Statements): Statements =>
  new Map([...statements].filter(([text]) => others.has(text)));
