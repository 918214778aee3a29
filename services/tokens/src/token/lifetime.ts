import { type FieldError } from '@margay/contracts';

/** How long tokens may live, in days. */
export interface Lifetimes {
  /** Of a new token whose maker says nothing. */
  readonly daysDefault?: number;
  readonly daysMax?: number;
}

/** The organisation's, as it is configured. */
export class LifetimePolicy {
  constructor(readonly lifetimes: Lifetimes) {}
}

const DAY_MS = 86_400_000;

const later = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * DAY_MS).toISOString();

/** Whether a token that ends at `expiresAt` is over. It is, at the very moment. */
export const isOver = (expiresAt: string | null, at: string): boolean =>
  expiresAt !== null && expiresAt <= at;

const earliest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>(
    (first, time) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );

/** When a new token ends if nobody says: by default, not after the longest life, not after its maker. */
export const defaultExpiry = (
  { daysDefault, daysMax }: Lifetimes,
  at: string,
  makerExpiresAt: string | null,
): string | null =>
  earliest([
    daysDefault === undefined ? null : later(at, daysDefault),
    daysMax === undefined ? null : later(at, daysMax),
    makerExpiresAt,
  ]);

/** What is wrong with an end that somebody asked for. */
export function expiryProblem(
  expiresAt: string | null,
  at: string,
  { daysMax }: Lifetimes,
): FieldError | undefined {
  const problem = (message: string) => ({ path: 'expiresAt', message });
  if (isOver(expiresAt, at)) return problem('Must be in the future.');
  if (daysMax !== undefined && (expiresAt === null || expiresAt > later(at, daysMax)))
    return problem(`The organisation allows at most ${daysMax} days.`);
  return undefined;
}
