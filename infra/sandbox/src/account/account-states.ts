/** Something with tags, of whatever service. */
export interface TaggedThing {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What lies in one region of an account, as far as anybody is shown it. */
export interface AccountState {
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly tagged: readonly TaggedThing[];
  readonly vpcs: number;
  readonly internetGateways: number;
  readonly addresses: number;
  readonly lambda: { readonly concurrency: number; readonly unreserved: number };
  /** Quotas that were raised, by code. */
  readonly quotas: Readonly<Record<string, number>>;
}

/** As an account is when nobody has done anything with it: AWS makes one network. */
const NEW: AccountState = {
  functions: [],
  logGroups: [],
  tagged: [],
  vpcs: 1,
  internetGateways: 1,
  addresses: 0,
  lambda: { concurrency: 1_000, unreserved: 1_000 },
  quotas: {},
};

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What lies in accounts, by account and region. */
export class AccountStates {
  private readonly states = new Map<string, AccountState>();

  of({ account, region }: Place): AccountState {
    return this.states.get(`${account} ${region}`) ?? NEW;
  }

  /** What is not said is as in a new account. */
  put({ account, region }: Place, state: Partial<AccountState>): void {
    this.states.set(`${account} ${region}`, { ...NEW, ...state });
  }

  clear(): void {
    this.states.clear();
  }
}
