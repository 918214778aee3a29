/** What one check of a preflight found. */
export interface CheckResult {
  readonly id: CheckId;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'skipped';
  readonly message: string;
  /** What was looked at, by name. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly documentation: string;
  /** It was skipped because it could not be looked at: nobody knows. */
  readonly unseen?: true;
}

/** Every check there is; `strict`: nobody may waive what it finds. */
export const CHECKS = {
  account: {
    strict: true,
    documentation: 'https://docs.aws.amazon.com/general/latest/gr/rande-manage.html',
  },
  stack_name: {
    strict: true,
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html',
  },
  permissions: {
    strict: false,
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html',
  },
  organization_policies: {
    strict: false,
    documentation:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html',
  },
  deployment_role: {
    strict: false,
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-permissions.html',
  },
  leftovers: {
    strict: false,
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-delete-stack.html',
  },
  network_quotas: {
    strict: false,
    documentation: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  },
  reserved_concurrency: {
    strict: false,
    documentation: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  },
} as const satisfies Readonly<
  Record<string, { readonly strict: boolean; readonly documentation: string }>
>;
export type CheckId = keyof typeof CHECKS;

/** The result of a check that could not be made. */
export const notLookedAt = (id: CheckId, message: string): CheckResult => ({
  id,
  outcome: 'skipped',
  message,
  evidence: {},
  documentation: CHECKS[id].documentation,
  unseen: true,
});

/** The result of a check that there is no need of. */
export const notNeeded = (id: CheckId, message: string): CheckResult => ({
  id,
  outcome: 'skipped',
  message,
  evidence: {},
  documentation: CHECKS[id].documentation,
});
