import { statSync } from 'node:fs';
import { type components, MargayError, Unreachable } from '@margay/client';
import { Command } from 'commander';
import { type Context, contextOf } from '../context.js';
import { Unsuccessful } from '../failure.js';
import { Profiles } from '../profiles.js';
import { failure, type Finding, ok, skipped, warning } from './finding.js';
import * as judge from './judgements.js';

type Schemas = components['schemas'];

const VERSION = '0.1.0';
const SIGNS = { ok: '✓', warning: '!', failure: '✗', skipped: '–' } as const;

interface Check {
  readonly name: string;
  readonly look: (context: Context) => Promise<Finding>;
}

const list =
  <T>(path: string, found: (all: readonly T[]) => Finding) =>
  async ({ client, signal }: Context): Promise<Finding> => {
    const all: T[] = [];
    for await (const each of client.all<T>(path, {}, signal)) if (all.push(each) >= 5_000) break;
    return found(all);
  };

const one =
  <T>(path: string, found: (answer: T) => Finding) =>
  async ({ client, signal }: Context): Promise<Finding> =>
    found(await client.call<T>('GET', path, { signal }));

const self = (found: (token: Schemas['APIToken']) => Finding) => one('/api-tokens/self', found);

/** A service answers if one of its readings does. */
const answers =
  (path: string) =>
  async ({ client, signal }: Context): Promise<Finding> => {
    const before = performance.now();
    await client.call('GET', path, { signal });
    return ok(`in ${Math.round(performance.now() - before)} ms`);
  };

function profileFile(): Promise<Finding> {
  const { file } = new Profiles(process.env);
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return Promise.resolve(ok('there is none'));
  return Promise.resolve(
    (mode & 0o077) === 0
      ? ok('read by its owner only')
      : failure('Others can read it.', `chmod 600 ${file}, and rotate its tokens.`),
  );
}

const CHECKS: readonly Check[] = [
  { name: 'transport', look: ({ url }) => Promise.resolve(judge.transport(url)) },
  { name: 'profile file', look: profileFile },
  { name: 'gateway', look: answers('/openapi.json') },
  {
    name: 'version',
    look: one<{ info: { version: string } }>('/openapi.json', ({ info }) =>
      judge.versions(info.version, VERSION),
    ),
  },
  {
    name: 'clocks',
    look: async ({ client, signal }) => {
      const { headers } = await client.send('GET', '/openapi.json', { signal });
      return judge.clocks(headers.get('date'), Date.now());
    },
  },
  { name: 'token', look: self((token) => judge.ownToken(token, Date.now())) },
  { name: 'permissions of the token', look: self(judge.ownPermissions) },
  { name: 'addresses of the token', look: self(judge.ownAddresses) },
  { name: 'tokens', look: answers('/permissions') },
  {
    name: 'tokens that end soon',
    look: list<Schemas['APIToken']>('/api-tokens', (all) => judge.expiringTokens(all, Date.now())),
  },
  {
    name: 'tokens that nobody uses',
    look: list<Schemas['APIToken']>('/api-tokens', (all) => judge.unusedTokens(all, Date.now())),
  },
  { name: 'roles', look: list('/iam-roles', judge.roles) },
  {
    name: 'approvals',
    look: list<Schemas['Account']>('/accounts', (all) => judge.approvals(all, Date.now())),
  },
  { name: 'releases', look: answers('/releases?limit=1') },
  { name: 'audit log', look: answers('/audit-log?limit=1') },
  {
    name: 'checkpoint',
    look: one<{ results: Schemas['AuditCheckpoint'][] }>(
      '/audit-log/checkpoints?limit=1',
      ({ results: [newest] }) => judge.checkpoint(newest, Date.now()),
    ),
  },
  { name: 'retention', look: one('/audit-log/retention', judge.retention) },
  {
    name: 'webhooks',
    look: one<{ results: Schemas['AuditWebhook'][] }>('/audit-log/consumers', ({ results }) =>
      judge.webhooks(results),
    ),
  },
  {
    name: 'stream readers',
    look: one<{ results: Schemas['AuditReader'][] }>(
      '/audit-log/consumers/streams',
      ({ results }) => judge.readers(results),
    ),
  },
  { name: 'enrichment', look: answers('/enrichment/notices') },
  {
    name: 'pipeline',
    look: one<Schemas['EnrichmentPipeline']>('/enrichment/pipeline', (state) =>
      judge.pipeline(state, Date.now()),
    ),
  },
  { name: 'breakers', look: one('/enrichment/breakers', judge.breakers) },
  { name: 'quotas', look: one('/enrichment/quotas', judge.quotas) },
];

function foundBy(error: unknown): Finding {
  if (error instanceof Unreachable)
    return failure(error.message, 'Is it running, and is the address right? npm start prints it.');
  if (!(error instanceof MargayError)) throw error;
  if (error.code === 'forbidden') return skipped(`The token may not look: ${error.message}`);
  if (error.code === 'unauthorized')
    return failure(
      'The token is not valid, or not from here.',
      'Log in with another: margay login URL',
    );
  return ['unavailable', 'timeout'].includes(error.code)
    ? failure(
        error.message,
        'Look at /readyz and the log of that service; others go on without it.',
      )
    : warning(
        `${error.code}: ${error.message}`,
        `The log of the service has more under request ${error.requestId}.`,
      );
}

export function doctorCommand(signal: AbortSignal): Command {
  const command = new Command('doctor').description(
    `Looks at everything that commonly goes wrong (${CHECKS.length} checks), and says what to do.`,
  );
  return command.action(async () => {
    const context = contextOf(command, signal);
    const counts = { ok: 0, warning: 0, failure: 0, skipped: 0 };
    for (const { name, look } of CHECKS) {
      const finding = await look(context).catch(foundBy);
      counts[finding.is]++;
      const fix = 'fix' in finding ? `\n    ${finding.fix}` : '';
      context.output.each(
        { check: name, ...finding },
        () => `${SIGNS[finding.is]} ${name}: ${finding.detail}${fix}`,
      );
    }
    const { ok: fine, warning: warnings, failure: failures, skipped: unseen } = counts;
    context.output.note(
      `${fine} in order, ${warnings} to look at, ${failures} to mend, ${unseen} not seen.`,
    );
    if (failures > 0) throw new Unsuccessful();
  });
}
