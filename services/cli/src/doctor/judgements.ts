import type { components } from '@margay/client';
import { failure, type Finding, ok, warning } from './finding.js';

type Schemas = components['schemas'];

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
const UNUSED_DAYS = 90;
/** A checkpoint is made every minute. */
const CHECKPOINT_MS = 3 * 60_000;

const daysUntil = (time: string, now: number): number =>
  Math.floor((Date.parse(time) - now) / DAY_MS);

const named = (all: readonly string[]): string =>
  all.length <= 5 ? all.join(', ') : `${all.slice(0, 5).join(', ')} and ${all.length - 5} more`;

/** Whether what is sent can be read on the way. */
export function transport(url: string): Finding {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return ok('TLS');
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    return ok('in the clear, on this machine');
  return failure('The token travels in the clear.', 'Put the gateway behind TLS and use https://.');
}

/** Whether both clocks agree: expiries and grace periods are told by them. */
export function clocks(date: string | null, now: number): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs))
    return warning('The gateway says no time.', 'Look what stands between.');
  const seconds = Math.round(Math.abs(theirs - now) / 1_000);
  const said = `${seconds} s apart`;
  const fix = 'Have both machines follow a time server.';
  if (seconds > 60) return failure(said, fix);
  return seconds > 5 ? warning(said, fix) : ok(said);
}

export const versions = (theirs: string, ours: string): Finding =>
  theirs === ours
    ? ok(theirs)
    : warning(`The gateway is ${theirs}, this is ${ours}.`, 'Use the margay of the same version.');

export function ownToken(token: Schemas['APIToken'], now: number): Finding {
  if (!token.expiresAt) return ok(`${token.name}, without end`);
  const days = daysUntil(token.expiresAt, now);
  const said = `${token.name} ends in ${days} days`;
  return days < SOON_DAYS
    ? warning(said, `margay tokens rotate ${token.id}, or make another.`)
    : ok(said);
}

export const ownPermissions = ({ permissions }: Schemas['APIToken']): Finding =>
  permissions.includes('all')
    ? warning(
        'It may do everything.',
        'Make one for this purpose: margay tokens create --permissions …',
      )
    : ok(`${permissions.length} permissions`);

export const ownAddresses = ({ id, name, allowedCIDRBlocks }: Schemas['APIToken']): Finding =>
  allowedCIDRBlocks.length === 0
    ? warning(
        'It works from everywhere.',
        `margay tokens update ${id} --name "${name}" --allowed-cidr-blocks 192.0.2.0/24 …`,
      )
    : ok(named(allowedCIDRBlocks));

export function expiringTokens(tokens: readonly Schemas['APIToken'][], now: number): Finding {
  const soon = tokens.filter(({ expiresAt }) => expiresAt && daysUntil(expiresAt, now) < SOON_DAYS);
  return soon.length === 0
    ? ok(`none of ${tokens.length} within ${SOON_DAYS} days`)
    : warning(named(soon.map(({ name }) => name)), 'Rotate them: margay tokens rotate ID');
}

export function unusedTokens(tokens: readonly Schemas['APIToken'][], now: number): Finding {
  const idle = tokens.filter(
    ({ lastUsedAt, createdAt }) => -daysUntil(lastUsedAt ?? createdAt, now) > UNUSED_DAYS,
  );
  return idle.length === 0
    ? ok(`none for more than ${UNUSED_DAYS} days`)
    : warning(
        named(idle.map(({ name }) => name)),
        'Delete what nobody needs: margay tokens delete ID',
      );
}

export function roles(all: readonly Schemas['IAMRole'][]): Finding {
  const bad = all.filter(({ status }) => status === 'degraded' || status === 'suspended');
  return bad.length === 0
    ? ok(`${all.length} registered`)
    : failure(
        named(bad.map(({ arn, status }) => `${arn} (${status})`)),
        'margay roles get ID says what is wrong.',
      );
}

export function approvals(accounts: readonly Schemas['Account'][], now: number): Finding {
  const soon = accounts.filter(
    ({ status, expiresAt }) =>
      status === 'approved' && expiresAt && daysUntil(expiresAt, now) < SOON_DAYS,
  );
  return soon.length === 0
    ? ok(`none of ${accounts.length} ends within ${SOON_DAYS} days`)
    : warning(
        named(soon.map(({ id }) => id)),
        'Have them approved anew: margay accounts request …',
      );
}

export function checkpoint(newest: Schemas['AuditCheckpoint'] | undefined, now: number): Finding {
  const fix = 'Look at the log of audit: only its leading replica makes checkpoints.';
  if (!newest) return failure('There is none.', fix);
  const ageMs = now - Date.parse(newest.time);
  const said = `number ${newest.ordinal}, ${Math.round(ageMs / 1_000)} s old, of ${newest.size} records`;
  return ageMs > CHECKPOINT_MS ? failure(said, fix) : ok(said);
}

export function webhooks(all: readonly Schemas['AuditWebhook'][]): Finding {
  const parked = all.filter(({ status }) => status === 'parked');
  if (parked.length > 0)
    return failure(
      named(parked.map(({ name }) => name)),
      'Mend the receiver, then: margay audit resume-webhook ID',
    );
  const behind = all.filter(({ lagSeconds }) => lagSeconds > 600);
  return behind.length > 0
    ? warning(
        `behind: ${named(behind.map(({ name }) => name))}`,
        'margay audit webhook ID says what it last answered.',
      )
    : ok(`${all.length} registered`);
}

export function readers(all: readonly Schemas['AuditReader'][]): Finding {
  const bad = all.filter(({ isReady, lagSeconds }) => !isReady || lagSeconds > 600);
  return bad.length === 0
    ? ok(`${all.length} registered`)
    : warning(named(bad.map(({ name }) => name)), 'margay audit reader ID says how far it is.');
}

export function breakers({ results }: Schemas['ProviderBreakerList']): Finding {
  const open = results.filter(({ state }) => state !== 'closed');
  return open.length === 0
    ? ok(`${results.length} closed`)
    : warning(
        named(open.map(({ provider, state }) => `${provider} (${state})`)),
        'Their provider fails or is slow: margay providers breakers --json',
      );
}

export function quotas({ results }: Schemas['ProviderQuotaList']): Finding {
  const scarce = results.filter(({ windows }) =>
    windows.some(({ limit, left }) => left * 10 < limit),
  );
  return scarce.length === 0
    ? ok(`${results.length} with a tenth left or more`)
    : warning(
        named(scarce.map(({ provider }) => provider)),
        'Look up less (a condition on the rule), or buy more.',
      );
}

export function pipeline({ logs, parked }: Schemas['EnrichmentPipeline'], now: number): Finding {
  const ageMs = logs.oldestAt === undefined ? 0 : now - Date.parse(logs.oldestAt);
  if (ageMs > 120_000)
    return failure(
      `${logs.events} events wait, the oldest for ${Math.round(ageMs / 1_000)} s`,
      'Run more replicas of enrichment.',
    );
  if (parked > 0)
    return warning(`${parked} events are parked`, 'margay bus parked, then replay or skip them.');
  return ok(`${logs.events} events wait`);
}

export const retention = ({ days }: Schemas['AuditRetention']): Finding =>
  days < 365
    ? warning(
        `${days} days`,
        'Most rules ask for a year or more: margay audit set-retention --days 1825',
      )
    : ok(`${days} days`);
