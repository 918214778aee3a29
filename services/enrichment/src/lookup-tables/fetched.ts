import type { Readable } from 'node:stream';
import { TableFault } from './table-fault.js';

/** What stands at a source: nothing new, or data. */
export type Fetched =
  { readonly unchanged: true } | { readonly body: Readable; readonly etag: string };

/** What a table's owner is told. */
export const fault = (problem: string, cause?: unknown) =>
  new TableFault(problem, undefined, undefined, { cause });
