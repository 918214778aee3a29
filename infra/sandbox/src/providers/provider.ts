import type { Exhausted, Limit, Standing } from './limits.js';

/** What a provider is asked. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a text. */
  readonly body: unknown;
}

/** What everybody in this world says of an address, a domain, a hash or a URL. */
export type Verdict = 'malicious' | 'suspicious' | 'clean' | 'benign' | 'unknown';
export type Knows = (value: string) => Verdict;

/** A door that a call has come to. */
export interface Door {
  /** In units of the quota. */
  readonly cost: number;
  readonly reply: (knows: Knows) => Reply;
}

/** One provider: its own words for what all of them do. */
export interface Provider {
  readonly limits: readonly Limit[];
  /** Whether only what is answered with 200 uses the quota. */
  readonly countsSuccessOnly: boolean;
  readonly keyOf: (call: Call) => string | undefined;
  /** Undefined: there is no such door. */
  readonly doorOf: (call: Call) => Door | undefined;
  readonly unauthorized: Reply;
  readonly overLimit: (exhausted: Exhausted) => Reply;
  /** What it says of the quota in every answer. */
  readonly standing?: (standing: Standing) => Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const bearer = (text: string | undefined): string | undefined =>
  text?.replace(/^Bearer /i, '');
