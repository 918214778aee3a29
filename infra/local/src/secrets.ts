import { chmodSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { newTokenValue } from '@margay/contracts';
import { createUser, fromSeed } from 'nkeys.js';
import { readJson, writeJson } from './json-file.js';

/** Everything that must stay secret, generated once per state directory. */
export interface Secrets {
  /** Passwords by login: `postgres`, `margay_migrator`, `margay_<service>`. */
  readonly postgres: Readonly<Record<string, string>>;
  /** nkey seeds by service. */
  readonly bus: Readonly<Record<string, string>>;
  /** What the servers of a cluster show each other. */
  readonly busRoutes: string;
  readonly tokenPeppers: string;
  /** What the gateway derives values from. */
  readonly tokenValueSecret: string;
  readonly cursorSecret: string;
  readonly webhookSecret: string;
  readonly auditSigningKeys: string;
  /** The first token's value. No service ever gets it. */
  readonly administratorToken: string;
}

const random = (): string => randomBytes(32).toString('hex');

const newSeed = (): string => new TextDecoder().decode(createUser().getSeed());

/** The half of an nkey that may be seen. */
export const publicNkey = (seed: string): string =>
  fromSeed(new TextEncoder().encode(seed)).getPublicKey();

const completed = (
  names: readonly string[],
  known: Readonly<Record<string, string>> | undefined,
  make: () => string,
): Record<string, string> => ({
  ...known,
  ...Object.fromEntries(names.map((name) => [name, known?.[name] ?? make()])),
});

/** Keeps what is there and makes what is missing, so that a new service gets its secrets at the next start. */
export const completeSecrets = (
  known: Partial<Secrets>,
  logins: readonly string[],
  services: readonly string[],
): Secrets => ({
  postgres: completed(logins, known.postgres, random),
  bus: completed(services, known.bus, newSeed),
  busRoutes: known.busRoutes ?? random(),
  tokenPeppers: known.tokenPeppers ?? `1:${random()}`,
  tokenValueSecret: known.tokenValueSecret ?? random(),
  cursorSecret: known.cursorSecret ?? random(),
  webhookSecret: known.webhookSecret ?? random(),
  auditSigningKeys: known.auditSigningKeys ?? `1:${random()}`,
  administratorToken: known.administratorToken ?? newTokenValue(),
});

/** Of a directory that may only be read: undefined if one of them was never made. */
export function readSecrets(
  file: string,
  logins: readonly string[],
  services: readonly string[],
): Secrets | undefined {
  const known = (readJson(file) ?? {}) as Partial<Secrets>;
  const secrets = completeSecrets(known, logins, services);
  return isDeepStrictEqual(known, secrets) ? secrets : undefined;
}

/** Reads the secrets, and makes those that are missing. */
export function loadSecrets(
  file: string,
  logins: readonly string[],
  services: readonly string[],
): Secrets {
  const known = (readJson(file) ?? {}) as Partial<Secrets>;
  const secrets = completeSecrets(known, logins, services);
  if (JSON.stringify(known) === JSON.stringify(secrets)) chmodSync(file, 0o600);
  else writeJson(file, secrets);
  return secrets;
}
