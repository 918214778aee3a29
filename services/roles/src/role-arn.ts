import { isAccountId, isPartition, type Partition } from './partition.js';

/** The ARN of an IAM role, taken apart. */
export interface RoleArn {
  readonly text: string;
  readonly partition: Partition;
  readonly account: string;
  /** `/` or `/team/`, always with a slash at both ends. */
  readonly path: string;
  readonly name: string;
}

export interface Problem {
  readonly problem: string;
}

const PATH_LENGTH_MAX = 512;
const NAME = /^[\w+=,.@-]{1,64}$/;

/** What people paste in the place of a role's ARN. */
const NOT_A_ROLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    user: 'That is the ARN of a user. A role is needed.',
    group: 'That is the ARN of a group. A role is needed.',
    policy: 'That is the ARN of a policy. The role it is attached to is needed.',
    'instance-profile': 'That is the ARN of an instance profile. The role in it is needed.',
    root: 'That is the ARN of an account. A role is needed.',
  }),
);

/** Paths of roles that AWS keeps to itself: nobody else's principal can be trusted by them. */
const RESERVED = ['/aws-service-role/', '/aws-reserved/'];

/** The parts of a role's ARN, or what is wrong with it. */
export function parseRoleArn(text: string): RoleArn | Problem {
  if (text === '') return { problem: 'The ARN is missing.' };
  if (/\s/.test(text)) return { problem: 'An ARN has no blanks in it.' };
  const [arn, partition = '', service, region, account = '', ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0)
    return { problem: 'Not an ARN: it looks like arn:aws:iam::123456789012:role/name.' };
  if (!isPartition(partition)) return { problem: 'AWS has no such partition.' };
  const resource = rest.join(':');
  if (service === 'sts' && resource.startsWith('assumed-role/'))
    return {
      problem: 'That is the ARN of a session. The role it was assumed from is needed: …:role/name.',
    };
  if (service !== 'iam') return { problem: 'Roles belong to the service iam.' };
  if (region !== '') return { problem: 'The ARN of a role has no region.' };
  if (!isAccountId(account)) return { problem: 'An account id has 12 digits.' };
  const [kind = '', ...names] = resource.split('/');
  if (kind !== 'role')
    return { problem: NOT_A_ROLE.get(kind) ?? 'Not the ARN of a role: …:role/name.' };
  const name = names.at(-1) ?? '';
  if (!NAME.test(name))
    return { problem: 'The name of a role has 1 to 64 letters, digits or any of _+=,.@-.' };
  const parts = names.slice(0, -1);
  const path = parts.length === 0 ? '/' : `/${parts.join('/')}/`;
  if (path.length > PATH_LENGTH_MAX || path.includes('//') || !/^[\x21-\x7e]+$/.test(path))
    return { problem: `A path has at most ${PATH_LENGTH_MAX} characters and no empty parts.` };
  if (/[*?]/.test(path)) return { problem: 'One role is needed, not a pattern.' };
  if (RESERVED.some((prefix) => path.startsWith(prefix)))
    return { problem: 'AWS keeps roles with this path to itself; it can trust nobody else.' };
  return { text, partition, account, path, name };
}

/**
 * What a role is told by. Names are unique in an account whatever their path and case, so two ARNs
 * that differ only there are the same role.
 */
export const identityOf = ({ partition, account, name }: RoleArn): string =>
  `role:${partition}:${account}:${name.toLowerCase()}`;
