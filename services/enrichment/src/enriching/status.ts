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
  | 'skipped(loading)';

/** For a list one status has to do: the one that says most about what was found in it. */
const TELLING: readonly Status[] = [
  'skipped(loading)',
  'skipped(no_such_table)',
  'skipped(condition)',
  'skipped(missing)',
  'skipped(not_a_key)',
  'skipped(not_an_address)',
  'skipped(private)',
  'not_found',
  'hit',
];

export const moreTelling = (a: Status, b: Status): Status =>
  TELLING.indexOf(a) > TELLING.indexOf(b) ? a : b;
