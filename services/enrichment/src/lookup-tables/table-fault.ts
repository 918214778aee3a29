/** Why data cannot become a table. It says where, and never the row itself: rows may be anything. */
export class TableFault extends Error {
  override readonly name = 'TableFault';

  /**
   * @param line of the file, from 1; undefined where it is about the whole
   * @param column by name, where it is about one
   */
  constructor(
    readonly problem: string,
    readonly line?: number,
    readonly column?: string,
    options?: ErrorOptions,
  ) {
    const place = [
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(column === undefined ? [] : [`column ${column}`]),
    ].join(', ');
    super(place === '' ? problem : `${place}: ${problem}`, options);
  }
}
