/** What one check of a preflight found. */
export interface CheckResult {
  readonly id: CheckId;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'skipped';
  readonly message: string;
  /** What was looked at, by name. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly documentation: string;
}

/** Every check there is; `strict`: nobody may waive what it finds. */
export const CHECKS = {
  account: { strict: true },
  stack_name: { strict: true },
  permissions: { strict: false },
  organization_policies: { strict: false },
  deployment_role: { strict: false },
  leftovers: { strict: false },
  network_quotas: { strict: false },
  reserved_concurrency: { strict: false },
} as const satisfies Readonly<Record<string, { readonly strict: boolean }>>;
export type CheckId = keyof typeof CHECKS;
