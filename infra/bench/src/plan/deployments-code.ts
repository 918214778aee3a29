/** What the service declares of a parameter. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly noEcho: boolean;
  readonly default?: string;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly allowedPattern?: string;
}

export type Fact = { readonly on: string } & (
  | {
      readonly kind: 'published';
      readonly release: {
        readonly version: string;
        readonly channel: 'stable';
        readonly parameters?: readonly Declared[];
      };
    }
  | {
      readonly kind: 'edge_closed';
      readonly edge: {
        readonly id: string;
        readonly from: string;
        readonly to: string;
        readonly reason: string;
      };
    }
);

export interface Question {
  readonly current: string;
  readonly target: string;
  readonly region: string;
  readonly channel: 'stable';
  readonly circumstances: ReadonlySet<string>;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Plan {
  readonly outcome: string;
  readonly message?: string;
  readonly hops?: readonly { readonly to: string }[];
}

interface Code {
  readonly Catalog: { asOf(day: string, facts: readonly Fact[]): object };
  readonly planUpgrade: (catalog: object, notes: readonly object[], question: Question) => Plan;
  readonly PUBLISHED_NOTES: readonly object[];
  readonly GUIDE_PARAMETERS: readonly Declared[];
  readonly ParameterCheck: new (declared: readonly Declared[]) => {
    verdict(
      values: Readonly<Record<string, string>>,
      situation: object,
    ): { readonly errors: readonly object[] };
  };
}

/** The service's own code, as it was built: a service has nothing that can be imported. */
export async function deploymentsCode(): Promise<Code> {
  const files = [
    'releases/catalog',
    'plans/upgrade-plan',
    'releases/published-releases',
    'parameters/guide-parameters',
    'parameters/parameter-check',
  ];
  const parts = await Promise.all(
    files.map(async (file) => {
      const at = new URL(`../../../../services/deployments/dist/${file}.js`, import.meta.url);
      return (await import(at.href)) as Partial<Code>;
    }),
  );
  return Object.assign({}, ...parts) as Code;
}
