/** For how long it is kept what tokens were used for. */
export const USE_KEPT_DAYS = 90;

/** What one value of a token was used for, since it was last said. */
export interface TokenUse {
  readonly tokenId: string;
  readonly generation: number;
  /** Left out: it was not let in. */
  readonly last?: { readonly at: Date; readonly address: string };
  readonly calls: readonly RouteCalls[];
  readonly permissions: readonly string[];
}

export interface RouteCalls {
  readonly route: string;
  readonly verdict: string;
  readonly calls: number;
}
