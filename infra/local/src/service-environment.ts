import { fingerprintOf } from '@margay/contracts';
import type { Installation } from './installation.js';
import { awsEnvironment } from './sandbox.js';
import type { Secrets } from './secrets.js';
import { loginOf, MIGRATOR, type ServiceDefinition } from './services.js';

/** What the launcher decides. A value of the caller's own would reach a service that must not have it. */
const OURS = new Set([
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'NATS_URL',
  'TOKEN_PEPPERS',
  'TOKEN_VALUE_SECRET',
  'CURSOR_SECRET',
  'AUDIT_SIGNING_KEYS',
  'WEBHOOK_SECRET',
  'BOOTSTRAP_TOKEN_FINGERPRINT',
  'PORT',
  'HOST',
  'HEALTH_PORT',
  'HEALTH_HOST',
]);

const isForServices = (name: string): boolean =>
  !OURS.has(name) && !/^(npm_|PG[A-Z]|INIT_CWD$|JEST_|TEST_)/.test(name);

const inherited = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => isForServices(name)));

/** The secrets that a service is given, by the names it reads. */
export const secretsFor = (
  { secrets }: ServiceDefinition,
  {
    tokenPeppers,
    tokenValueSecret,
    cursorSecret,
    webhookSecret,
    auditSigningKeys,
    administratorToken,
  }: Secrets,
): NodeJS.ProcessEnv => ({
  ...(secrets.includes('tokenPeppers') ? { TOKEN_PEPPERS: tokenPeppers } : {}),
  ...(secrets.includes('tokenValueSecret') ? { TOKEN_VALUE_SECRET: tokenValueSecret } : {}),
  ...(secrets.includes('cursorSecret') ? { CURSOR_SECRET: cursorSecret } : {}),
  ...(secrets.includes('webhookSecret') ? { WEBHOOK_SECRET: webhookSecret } : {}),
  ...(secrets.includes('auditSigningKeys') ? { AUDIT_SIGNING_KEYS: auditSigningKeys } : {}),
  // The value itself stays here: whoever reads a service's environment learns nothing to log in with.
  ...(secrets.includes('administratorFingerprint')
    ? { BOOTSTRAP_TOKEN_FINGERPRINT: fingerprintOf(administratorToken).toString('hex') }
    : {}),
});

/**
 * The whole environment of a service: the caller's, and what this service needs and no other's.
 *
 * @param replica which process of the service, where there are several
 */
export function serviceEnvironment(
  service: ServiceDefinition,
  installation: Installation,
  env: NodeJS.ProcessEnv,
  replica = service.name,
): NodeJS.ProcessEnv {
  const { secrets, databaseUrlOf, natsUrl, ownNats, ownSandboxPort, gatewayPort, healthPort } =
    installation;
  const seed = secrets.bus[service.name];
  // On a bus of the caller's our nkeys are unknown: there the caller's own login stays in force.
  const bus =
    ownNats.length === 0
      ? {}
      : {
          ...(seed === undefined ? {} : { NATS_NKEY_SEED: seed }),
          NATS_STREAM_REPLICAS: String(ownNats.length),
        };
  return {
    ...service.settings,
    ...inherited(env),
    ...(service.database ? { DATABASE_URL: databaseUrlOf(loginOf(service.name)) } : {}),
    ...(service.gateway ? { HOST: '127.0.0.1', PORT: String(gatewayPort(replica)) } : {}),
    ...secretsFor(service, secrets),
    ...(service.aws && ownSandboxPort !== undefined
      ? awsEnvironment(ownSandboxPort, service.aws)
      : {}),
    NATS_URL: natsUrl,
    ...bus,
    HEALTH_HOST: '127.0.0.1',
    HEALTH_PORT: String(healthPort(replica)),
  };
}

/** For a service's migrations, which are run by the login that owns its schema. */
export const migrationEnvironment = (
  { databaseUrlOf }: Installation,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv => ({ ...inherited(env), MIGRATION_DATABASE_URL: databaseUrlOf(MIGRATOR) });
