import { compareWords } from '../tables/words.js';
import type { Address } from './address.js';

/** Whether an address lies between the first and the last of a block. */
export const contains = (
  { first, last }: { readonly first: Address; readonly last: Address },
  { family, words }: Address,
): boolean =>
  family === first.family &&
  compareWords(first.words, 0, words, 0, words.length) <= 0 &&
  compareWords(words, 0, last.words, 0, words.length) <= 0;
