/** What one check of a preflight found. */
export interface CheckResult {
  readonly id: string;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'skipped';
  readonly message: string;
  /** What was looked at, by name. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly documentation: string;
}
