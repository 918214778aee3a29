/** What seals the cursors of the lists. */
export class CursorSecret {
  constructor(readonly value: string) {}
}
