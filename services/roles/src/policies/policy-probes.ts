import type { Reviewed } from './document-review.js';
import {
  DECRYPT,
  OBJECT_ACTION,
  OBJECT_CONTEXT,
  otherObject,
  otherSecret,
  SECRET_ACTIONS,
  SECRET_CONTEXT,
} from './permission-policy.js';
import {
  type Decision,
  evaluate,
  type Finding,
  type PolicyDocument,
  type PolicyRequest,
} from '@margay/iam-policy';
import { SOURCE_IDENTITY_PREFIX } from './trust-policy.js';

/** A question put to a document, what the answer should be, and what it is. */
export interface Probe {
  readonly document: 'trust' | 'permission';
  /** `assume_without_external_id`. */
  readonly code: string;
  readonly action: string;
  /** The principal or the resource it is about; for those made up, what they stand for. */
  readonly subject: string;
  readonly expected: 'allowed' | 'denied';
  readonly decision: Decision;
  readonly passed: boolean;
  readonly reasons: readonly string[];
}

interface Question extends Pick<Probe, 'code' | 'subject' | 'expected'> {
  readonly request: PolicyRequest;
}

const STRANGER = 'a role that nobody has heard of';
const OTHER_SECRET = 'a secret that the role is not for';
const OTHER_OBJECT = 'an object that the role is not for';

function trustQuestions({ partition, account, principals, externalId }: Reviewed): Question[] {
  const sourceIdentity = { 'sts:SourceIdentity': `${SOURCE_IDENTITY_PREFIX}roles` };
  const about = (principal: string, subject = principal) => ({
    ask: (
      code: string,
      expected: Probe['expected'],
      context: PolicyRequest['context'] = {},
      action = 'sts:AssumeRole',
    ): Question => ({
      code,
      expected,
      subject,
      request: { principal, action, context: { ...sourceIdentity, ...context } },
    }),
  });
  const right = { 'sts:ExternalId': externalId };
  const wrong = { 'sts:ExternalId': `not-${externalId}` };
  const stranger = (of: string) => about(`arn:${partition}:iam::${of}:role/no-such-role`, STRANGER);
  const ours = principals[0]?.split(':')[4] ?? account;
  return [
    ...principals.flatMap((principal) => {
      const { ask } = about(principal);
      return [
        ask('assume', 'allowed', right),
        ask('name_the_session', 'allowed', right, 'sts:SetSourceIdentity'),
        ask('assume_without_external_id', 'denied'),
        ask('assume_with_wrong_external_id', 'denied', wrong),
      ];
    }),
    stranger(ours).ask('assume_as_neighbour', 'denied', right),
    stranger(account).ask('assume_as_local', 'denied', right),
    stranger('000000000000').ask('assume_as_stranger', 'denied', right),
  ];
}

function permissionQuestions({ secrets, objects = [], kmsKeys }: Reviewed): Question[] {
  const reading = (expected: Probe['expected'], resource: string, subject = resource) =>
    SECRET_ACTIONS.map((action): Question => ({
      code: `${expected === 'allowed' ? '' : 'other_'}${action.endsWith('GetSecretValue') ? 'read' : 'describe'}`,
      expected,
      subject,
      request: { action, resource, context: { 'secretsmanager:SecretId': resource } },
    }));
  const readingObject = (expected: Probe['expected'], resource: string, subject = resource) => ({
    code: expected === 'allowed' ? 'read_object' : 'other_read_object',
    expected,
    subject,
    request: { action: OBJECT_ACTION, resource },
  });
  const [example] = secrets;
  const [object] = objects;
  return [
    ...secrets.flatMap((secret) => reading('allowed', secret)),
    ...(example ? reading('denied', otherSecret(example), OTHER_SECRET) : []),
    ...objects.map((each) => readingObject('allowed', each)),
    ...(object ? [readingObject('denied', otherObject(object), OTHER_OBJECT)] : []),
    ...kmsKeys.map((key): Question => ({
      code: 'decrypt',
      expected: 'allowed',
      subject: key,
      request: {
        action: DECRYPT,
        resource: key,
        context: example
          ? { [SECRET_CONTEXT]: example, 'kms:ViaService': viaServiceOf(example) }
          : { [OBJECT_CONTEXT]: object ?? '', 'kms:ViaService': viaServiceOf(key, 's3') },
      },
    })),
  ];
}

/** How KMS is told who asks on a caller's behalf. */
const viaServiceOf = (arn: string, name?: string): string => {
  const [, partition, service, region] = arn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${name ?? service}.${region}.${domain}`;
};

/** Puts to a document every question that decides whether the role works, and for nobody else. */
export function probe(kind: Probe['document'], document: PolicyDocument, role: Reviewed): Probe[] {
  const questions = kind === 'trust' ? trustQuestions(role) : permissionQuestions(role);
  return questions.map(({ code, subject, expected, request }) => {
    const { decision, reasons } = evaluate(document, request);
    const passed = (decision === 'allowed') === (expected === 'allowed');
    return {
      document: kind,
      code,
      action: request.action,
      subject,
      expected,
      decision,
      passed,
      reasons,
    };
  });
}

const FIXES: Readonly<Record<string, string>> = {
  assume: 'Trust the role ARNs of the template with the id of the template.',
  name_the_session: 'Allow sts:SetSourceIdentity as the template does.',
  read: 'Allow secretsmanager:GetSecretValue on the full ARN of the secret.',
  describe: 'Allow secretsmanager:DescribeSecret on the full ARN of the secret.',
  read_object: 'Allow s3:GetObject on the full ARN of the object.',
  decrypt: 'Allow kms:Decrypt on the key as the template does.',
};

/** What a probe that failed has to say. */
export const findingOf = ({
  document,
  code,
  expected,
  action,
  subject,
  reasons,
}: Probe): Finding => ({
  code: `probe_${code}`,
  severity: 'error',
  document,
  cause: `${action} ${document === 'trust' ? 'by' : 'on'} ${subject} ${
    expected === 'allowed' ? 'is denied and must be allowed' : 'is allowed and must be denied'
  }. ${reasons[0] ?? ''}`.trim(),
  fix: FIXES[code] ?? 'Use the document of the template.',
});
