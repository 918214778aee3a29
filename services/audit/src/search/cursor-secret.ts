/** What seals the cursors of lists. */
export class CursorSecret {
  constructor(readonly value: string) {}
}
