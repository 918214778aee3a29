import { MargayError, Unreachable } from '@margay/client';
import { CommanderError } from 'commander';
import { plain } from './plain.js';

/** What a shell is told. Listed in the README: add, never change. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  unreachable: 5,
  conflict: 6,
} as const;

/** The command cannot be carried out as it was given. */
export class Usage extends Error {}

/** It was carried out, and what came of it is bad: it has been said already. */
export class Unsuccessful extends Error {}

const BY_CODE: Readonly<Record<string, number>> = {
  bad_request: EXIT.usage,
  too_large: EXIT.usage,
  unsupported: EXIT.usage,
  unauthorized: EXIT.refused,
  forbidden: EXIT.refused,
  not_found: EXIT.notFound,
  conflict: EXIT.conflict,
  precondition_failed: EXIT.conflict,
  unprocessable: EXIT.conflict,
  unavailable: EXIT.unreachable,
  timeout: EXIT.unreachable,
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof MargayError) return BY_CODE[error.code] ?? EXIT.failed;
  if (error instanceof Unreachable) return EXIT.unreachable;
  if (error instanceof Usage) return EXIT.usage;
  // Help and version were asked for, and are no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return EXIT.failed;
}

/** What is said of it on the standard error; commander has spoken for itself. */
export function explain(error: unknown): string {
  if (error instanceof CommanderError || error instanceof Unsuccessful) return '';
  if (!(error instanceof MargayError))
    return plain(error instanceof Error ? error.message : String(error));
  const fields = error.fields.map(
    ({ path, message }) => `  ${path === '' ? '(the whole)' : path}: ${message}`,
  );
  const request = error.requestId === '' ? '' : ` (${error.code}, request ${error.requestId})`;
  return [`${error.message}${request}`, ...fields].map(plain).join('\n');
}
