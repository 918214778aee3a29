import type { z } from 'zod';
import type { QuotaPolicy } from '../quota/quota-policy.js';

export const ASKED_KINDS = ['ip', 'domain', 'hash', 'url'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

/** What somebody wants to know something about. */
export interface Asked {
  readonly kind: AskedKind;
  readonly value: string;
}

/** `unrated`: the provider describes and does not judge. */
export const VERDICTS = ['malicious', 'suspicious', 'clean', 'benign', 'unrated'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a provider says of one value. */
export interface Finding {
  readonly verdict: Verdict;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface ProviderRequest {
  readonly method?: 'GET' | 'POST';
  /** Begins with a slash; whatever was asked is encoded in it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer with JSON in it: of success, or of 404, which is a verdict with some. */
export interface Replied {
  readonly status: 200 | 404;
  readonly json: unknown;
}

/** Many values in one call. */
export interface Bulk {
  readonly max: number;
  request(values: readonly string[], key: string): ProviderRequest;
  /** Who is missing is not known to the provider. @throws ZodError where it is not what was expected */
  read(json: unknown): ReadonlyMap<string, Finding>;
}

/** How one provider is asked, and what its answers mean. */
export interface Provider {
  readonly kinds: readonly AskedKind[];
  readonly baseUrl: string;
  /** Units of the quota that one value costs. */
  readonly cost: number;
  readonly quota: z.input<typeof QuotaPolicy>;
  /** Whether only what is answered with 200 uses the quota. */
  readonly countsSuccessOnly: boolean;
  readonly bulk?: Bulk;
  request(asked: Asked, key: string): ProviderRequest;
  /** @returns undefined where the provider knows nothing; throws where the answer is not what was expected */
  read(replied: Replied): Finding | undefined;
}

/** A 404 that says nothing of what was asked may come from anybody: a wrong address, a proxy. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export const encoded = encodeURIComponent;
