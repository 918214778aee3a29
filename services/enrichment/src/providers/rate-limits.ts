import { parseList } from 'structured-headers';
import type { Observation } from '../quota/quota-books.js';
import { type QuotaPolicy, windowId } from '../quota/quota-policy.js';

/** Header names are in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an answer says of one limit. */
export interface SaidLimit {
  readonly remaining: number;
  readonly resetInMs?: number;
  /** Of the window, if that is said. */
  readonly seconds?: number;
}

const first = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
};
const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;

/** By the sender's own clock, where it says what that is. */
const untilMs = (moment: number, headers: Headers, now: number): number => {
  const sent = Date.parse(first(headers, 'date') ?? '');
  return Math.max(0, moment - (Number.isNaN(sent) ? now : sent));
};

/** Seconds, or a date; undefined where nothing is said, or nothing that can be read. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = first(headers, 'retry-after');
  if (text === undefined) return undefined;
  const seconds = whole(text);
  if (seconds !== undefined) return seconds * 1_000;
  const moment = /GMT\s*$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? undefined : untilMs(moment, headers, now);
}

const WINDOWS: Readonly<Record<string, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/** urlscan's own: the window that will run out first. */
function ofUrlscan(headers: Headers): SaidLimit[] {
  const remaining = whole(first(headers, 'x-rate-limit-remaining'));
  if (remaining === undefined) return [];
  const reset = whole(first(headers, 'x-rate-limit-reset-after'));
  const name = first(headers, 'x-rate-limit-window') ?? '';
  return [
    {
      remaining,
      ...(reset === undefined ? {} : { resetInMs: reset * 1_000 }),
      ...(Object.hasOwn(WINDOWS, name) ? { seconds: WINDOWS[name]! } : {}),
    },
  ];
}

/** `X-RateLimit-*` with the second since 1970, and the drafts up to 7 with the seconds that are left. */
function ofPlain(headers: Headers, now: number): SaidLimit[] {
  return (['x-ratelimit', 'ratelimit'] as const).flatMap((name) => {
    const remaining = whole(first(headers, `${name}-remaining`));
    if (remaining === undefined) return [];
    const reset = whole(first(headers, `${name}-reset`));
    if (reset === undefined) return [{ remaining }];
    const isMoment = name === 'x-ratelimit';
    return [
      { remaining, resetInMs: isMoment ? untilMs(reset * 1_000, headers, now) : reset * 1_000 },
    ];
  });
}

type Parameters = ReadonlyMap<string, unknown>;
const numberIn = (parameters: Parameters, name: string): number | undefined => {
  const value = parameters.get(name);
  return typeof value === 'number' && value >= 0 ? value : undefined;
};
/** Items by name; empty where it is no list of them. */
function named(text: string | undefined): Map<string, Parameters> {
  if (text === undefined) return new Map();
  try {
    return new Map(
      parseList(text).map(([value, parameters]) => [String(value), parameters as Parameters]),
    );
  } catch {
    return new Map();
  }
}

/** The draft from 8 on: `RateLimit: "day";r=12;t=300`, with `RateLimit-Policy: "day";q=500;w=86400`. */
function ofDraft(headers: Headers): SaidLimit[] {
  const policies = named(first(headers, 'ratelimit-policy'));
  return [...named(first(headers, 'ratelimit'))].flatMap(([name, parameters]) => {
    const remaining = numberIn(parameters, 'r');
    if (remaining === undefined) return [];
    const reset = numberIn(parameters, 't');
    const seconds = numberIn(policies.get(name) ?? new Map(), 'w');
    return [
      {
        remaining,
        ...(reset === undefined ? {} : { resetInMs: reset * 1_000 }),
        ...(seconds === undefined ? {} : { seconds }),
      },
    ];
  });
}

/** Everything that an answer says of limits, in whichever dialect. */
export const saidLimits = (headers: Headers, now: number): SaidLimit[] => [
  ...ofUrlscan(headers),
  ...ofPlain(headers, now),
  ...ofDraft(headers),
];

/** What of it concerns a window of ours: the one of that length, or the only one there is. */
export function observationsOf(said: readonly SaidLimit[], policy: QuotaPolicy): Observation[] {
  return said.flatMap(({ remaining, seconds }) => {
    const { windows } = policy;
    const ofLength = windows.filter((w) => w.kind !== 'calendar' && w.seconds === seconds);
    const meant = seconds === undefined && windows.length === 1 ? windows : ofLength;
    return meant.map((window) => ({ window: windowId(window), remaining }));
  });
}
