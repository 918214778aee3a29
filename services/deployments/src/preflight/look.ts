/** Why something could not be looked at: what hangs on it is not known, and never a pass. */
export class Unseen extends Error {
  override readonly name = 'Unseen';
}

/** What a list held, as far as it was read. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** It was read to its end. */
  readonly whole: boolean;
}
