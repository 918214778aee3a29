/** What became of one look-up; every end of the way has a name. */
export type Status =
  'hit' | 'not_found' | 'skipped(private)' | 'skipped(not_an_address)' | 'skipped(missing)';

/** For a list one status has to do: the one that says most about what was found in it. */
const TELLING: readonly Status[] = [
  'skipped(missing)',
  'skipped(not_an_address)',
  'skipped(private)',
  'not_found',
  'hit',
];

export const moreTelling = (a: Status, b: Status): Status =>
  TELLING.indexOf(a) > TELLING.indexOf(b) ? a : b;
