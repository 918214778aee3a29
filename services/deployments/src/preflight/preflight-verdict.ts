import { CHECKS, type CheckId, type CheckResult } from './check.js';

/** Somebody takes the consequences of what a check found, and says why. */
export interface Waiver {
  readonly check: CheckId;
  readonly reason: string;
}

export interface PreflightVerdict {
  /** Nothing stands in the way any longer. */
  readonly passed: boolean;
  /** What failed and is not waived, or cannot be. */
  readonly blocking: readonly CheckId[];
  /** What failed and is waived, with the reasons. */
  readonly waived: readonly Waiver[];
  /** What may still go wrong: warnings, and what could not be looked at. */
  readonly unsettled: readonly CheckId[];
}

/** What the checks of a preflight come to. A waiver of what did not fail, or may not be waived, has no effect. */
export function preflightVerdict(
  results: readonly CheckResult[],
  waivers: readonly Waiver[],
): PreflightVerdict {
  const failed = results.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);
  const waived = waivers.filter(
    ({ check, reason }) => failed.includes(check) && !CHECKS[check].strict && reason.trim() !== '',
  );
  const blocking = failed.filter((id) => !waived.some(({ check }) => check === id));
  const unsettled = results
    .filter(({ outcome, unseen }) => outcome === 'warn' || unseen)
    .map(({ id }) => id);
  return { passed: blocking.length === 0, blocking, waived, unsettled };
}
