import { ServiceError } from '@margay/contracts';
import { isOver } from './lifetime.js';
import type { LiveToken } from './token.js';
import type { Digest } from '../authentication/token-digest.js';
import type { TokenEvent } from './token-event.js';

/** The longest time for which a replaced value may go on working: a week. */
export const GRACE_SECONDS_MAX = 604_800;
/** How often one retired value raises the alarm at most. */
const ALARM_EVERY_SECONDS = 3_600;

const later = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1_000).toISOString();

/** Until when the value that is replaced at `at` works; undefined: no longer at all. */
export function graceOf(token: LiveToken, at: string, seconds: number): string | undefined {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > GRACE_SECONDS_MAX)
    throw new ServiceError('bad_request', 'The grace period is not possible.', {
      fields: [{ path: 'gracePeriodSeconds', message: `From 0 to ${GRACE_SECONDS_MAX}.` }],
    });
  if (seconds === 0) return undefined;
  const until = later(at, seconds);
  return token.expiresAt !== null && token.expiresAt < until ? token.expiresAt : until;
}

/** The value before, while it still works. */
const inGrace = ({ previous }: LiveToken, at: string) =>
  previous && !isOver(previous.worksUntil, at) ? previous : undefined;

/** Which values work, the newest first. */
export const workingGenerations = (token: LiveToken, at: string): readonly number[] => {
  if (isOver(token.expiresAt, at)) return [];
  const before = inGrace(token, at);
  return before ? [token.generation, before.generation] : [token.generation];
};

export function endRotation(token: LiveToken, at: string): TokenEvent[] {
  const before = inGrace(token, at);
  return before
    ? [{ type: 'RotationEnded', name: token.grant.name, generation: before.generation }]
    : [];
}

/** @throws ServiceError `conflict` once the value before no longer works */
export function undoRotation(token: LiveToken, at: string): TokenEvent[] {
  const before = inGrace(token, at);
  if (!before) throw new ServiceError('conflict', 'There is no rotation that can be undone.');
  return [
    {
      type: 'RotationUndone',
      name: token.grant.name,
      generation: before.generation,
      retired: token.generation,
    },
  ];
}

/** Somebody used a value that was replaced: it may have leaked. */
export function alarm(token: LiveToken, generation: number, at: string): TokenEvent[] {
  const { alarmed } = token;
  const isNews =
    alarmed?.generation !== generation || isOver(later(alarmed.at, ALARM_EVERY_SECONDS), at);
  const works = workingGenerations(token, at).includes(generation);
  return isNews && !works
    ? [{ type: 'RetiredValueUsed', name: token.grant.name, generation, at }]
    : [];
}

export const afterRotation = (
  token: LiveToken,
  next: {
    readonly digest: Digest;
    readonly generation: number;
    readonly previousWorksUntil?: string;
  },
): LiveToken => {
  const { previous: _older, ...rest } = token;
  const { digest, generation, previousWorksUntil: worksUntil } = next;
  return {
    ...rest,
    digest,
    generation,
    generations: generation,
    ...(worksUntil === undefined
      ? {}
      : { previous: { digest: token.digest, generation: token.generation, worksUntil } }),
  };
};

export const afterEnd = ({ previous: _ended, ...rest }: LiveToken): LiveToken => rest;

export const afterUndo = ({ previous, ...rest }: LiveToken): LiveToken =>
  previous ? { ...rest, digest: previous.digest, generation: previous.generation } : rest;
