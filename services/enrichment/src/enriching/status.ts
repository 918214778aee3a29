/** What became of one look-up; every end of the way has a name. */
export type Status =
  | 'hit'
  | 'not_found'
  | 'skipped(private)'
  | 'skipped(not_an_address)'
  | 'skipped(not_a_key)'
  | 'skipped(missing)'
  | 'skipped(condition)'
  | 'skipped(no_such_table)'
  | 'skipped(loading)'
  | OutsideStatus;

/** What becomes of a look-up at a third party besides. */
export type OutsideStatus =
  | 'fresh'
  /** With the age of what was said. */
  | `stale(${number}s)`
  /** With the time when asking again may help, RFC 3339. */
  | `throttled(${string})`
  | `open(${string})`
  | 'open'
  | 'timeout'
  | 'denied'
  | 'error'
  | 'skipped(malformed)'
  | 'skipped(unsupported)'
  | 'skipped(disabled)'
  /** Only explained: nobody outside is asked. */
  | 'skipped(not_asked)';

/**
 * For a list one status has to do: the one that says most about what was found in it. What might be
 * found by asking again comes before what was found: the rows that are there speak for themselves.
 */
const TELLING: readonly string[] = [
  'skipped(loading)',
  'skipped(no_such_table)',
  'skipped(disabled)',
  'skipped(not_asked)',
  'skipped(condition)',
  'skipped(missing)',
  'skipped(not_a_key)',
  'skipped(malformed)',
  'skipped(unsupported)',
  'skipped(not_an_address)',
  'skipped(private)',
  'not_found',
  'hit',
  'fresh',
  'stale',
  'denied',
  'error',
  'timeout',
  'open',
  'throttled',
];

const rank = (status: Status): number =>
  TELLING.indexOf(status.startsWith('skipped') ? status : status.replace(/\(.*$/, ''));

export const moreTelling = (a: Status, b: Status): Status => (rank(a) > rank(b) ? a : b);
