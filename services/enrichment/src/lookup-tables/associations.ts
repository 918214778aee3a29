import type { NamedRule } from '../enriching/plan.js';
import type { LookupTableDefinition } from './lookup-table-definition.js';

/** After every rule that somebody wrote: those decide first. */
const PRIORITY = 10_001;

/** What a table's own associations come to: rules without a condition. */
export const associationsOf = (
  name: string,
  { associations }: LookupTableDefinition,
): readonly NamedRule[] =>
  associations.flatMap(({ logType, selectors }) =>
    selectors.length === 0
      ? []
      : [
          {
            name: `table:${name}:${logType}`,
            description: '',
            enabled: true,
            logTypes: [logType],
            selectors,
            table: name,
            condition: '',
            priority: PRIORITY,
          },
        ],
  );
