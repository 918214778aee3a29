/** A file of ours, or of an operator, that the service will not start with. */
export class BadDataFile extends Error {
  override readonly name = 'BadDataFile';

  /** @param place the file, with `:line` where there are lines */
  constructor(
    readonly place: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${place}: ${problem}`, options);
  }
}
