import { reviewDocument, type Reviewed } from './document-review.js';
import { reviewPermissions } from './permission-review.js';
import { type Finding, readDocument, type Report } from '@margay/iam-policy';
import { findingOf, type Probe, probe } from './policy-probes.js';
import { reviewTrust } from './trust-review.js';

export type { Reviewed } from './document-review.js';

/** The two documents of a role as they were pasted or read; either may be left out. */
export interface Documents {
  readonly trust?: string;
  readonly permission?: string;
}

export interface Review {
  /** No finding is an error. */
  readonly passed: boolean;
  readonly findings: readonly Finding[];
  readonly probes: readonly Probe[];
}

/** Of a document nobody needs to hear more at once. */
const FINDINGS_MAX = 100;

function reviewOne(
  kind: Finding['document'],
  text: string,
  role: Reviewed,
): Omit<Review, 'passed'> {
  const findings: Finding[] = [];
  const report: Report = (code, severity, cause, fix, statement) => {
    if (findings.length >= FINDINGS_MAX) return;
    const place = statement && {
      statement: statement.index,
      ...(statement.sid === undefined ? {} : { sid: statement.sid.slice(0, 64) }),
    };
    findings.push({ code, severity, document: kind, cause, fix, ...place });
  };
  const document = readDocument(text, report);
  if (document.statements.length === 0) return { findings, probes: [] };
  reviewDocument(document, report);
  if (kind === 'trust') reviewTrust(document, role, report);
  else reviewPermissions(document, role, report);
  const probes = probe(kind, document, role);
  const failed = probes.filter(({ passed }) => !passed).map(findingOf);
  return { findings: [...findings, ...failed], probes };
}

/**
 * Reads the documents of a role as a careful person would: what is written in them, statement by
 * statement, and what follows from it, by asking the evaluator. Nothing is asked of AWS.
 */
export function reviewPolicies({ trust, permission }: Documents, role: Reviewed): Review {
  const parts = [
    ...(trust === undefined ? [] : [reviewOne('trust', trust, role)]),
    ...(permission === undefined ? [] : [reviewOne('permission', permission, role)]),
  ];
  const findings = parts.flatMap((part) => part.findings);
  return {
    passed: parts.length > 0 && findings.every(({ severity }) => severity !== 'error'),
    findings,
    probes: parts.flatMap((part) => part.probes),
  };
}
