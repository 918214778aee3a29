import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from './aws-error.js';
import type { Session, World } from './world.js';

/** Who signed a request. */
export interface Caller {
  /** The role that is spoken for. */
  readonly roleArn: string;
  /** `arn:aws:sts::…:assumed-role/name/session`. */
  readonly sessionArn: string;
  readonly userId: string;
  readonly account: string;
  readonly region: string;
  /** Undefined for a program with keys of its own. */
  readonly session: Session | undefined;
}

const SKEW_MS = 5 * 60_000;

const single = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '');

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** `20260102T030405Z`. */
const signedAt = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const sessionArnOf = (roleArn: string, name: string): string => {
  const [, partition = 'aws'] = roleArn.split(':');
  const role = roleArn.split('/').at(-1) ?? '';
  return `arn:${partition}:sts::${accountOf(roleArn)}:assumed-role/${role}/${name}`;
};

/**
 * Whose credentials a request carries. Keys, tokens, their expiry and the time of signing are looked
 * at; signatures are not computed.
 */
export function callerOf(headers: IncomingHttpHeaders, world: World, dialect: Dialect): Caller {
  const [, accessKeyId = '', region = ''] =
    /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\//.exec(single(headers.authorization)) ?? [];
  const at = signedAt(single(headers['x-amz-date']));
  if (Number.isNaN(at) || Math.abs(world.now().getTime() - at) > SKEW_MS) throw dialect.skewed();
  const session = world.sessions.get(accessKeyId);
  const roleArn = session?.roleArn ?? world.accessKeys.get(accessKeyId);
  if (!roleArn) throw dialect.unknownKey();
  if (session && single(headers['x-amz-security-token']) !== session.token)
    throw dialect.unknownKey();
  if (session && session.expiresAt <= world.now()) throw dialect.expired();
  const name = session?.name ?? 'program';
  return {
    roleArn,
    sessionArn: sessionArnOf(roleArn, name),
    userId: `AROASANDBOX:${name}`,
    account: accountOf(roleArn),
    region,
    session,
  };
}
