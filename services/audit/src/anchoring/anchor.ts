/** A place outside, where checkpoints are out of reach of whoever can change the database. */
export interface Anchor {
  /** `file`: names how far it has been told. */
  readonly name: string;
  /** Ordinal of the newest that it holds, if it can tell; otherwise it is remembered here. */
  held?(): Promise<number>;
  /** Whether the checkpoint of an ordinal is the one that it holds, if it can tell; undefined: there is none. */
  holds?(ordinal: number, checkpoint: string | undefined): Promise<boolean>;
  /** Forgets everything: what it holds is of another log. */
  clear?(): Promise<void>;
  /**
   * Keeps checkpoints, in their order. Some may come a second time, unless it can tell what it holds.
   *
   * @param first ordinal of the first
   * @throws whatever went wrong; then they come again
   */
  keep(checkpoints: readonly string[], first: number, signal: AbortSignal): Promise<void>;
}
