import type { Selection } from './selection.js';

/** What happens to many tokens at once. Stored for ever under this name and shape: add, never edit. */
export interface RevocationEvent {
  readonly type: 'TokensRevoked';
  readonly selection: Selection;
  readonly reason: string;
  /** How many there were; each one's own event follows. */
  readonly tokens: number;
}
