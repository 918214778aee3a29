import 'reflect-metadata';
import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Address,
  isWithin,
  type Network,
  newTokenValue,
  parseAddress,
  parseNetwork,
  permits,
} from '@margay/contracts';

/** What the gateway keeps of a token, as far as it is looked at here. */
interface Identity {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly networks: readonly Network[];
  readonly expiresAt: number;
  readonly generation: number;
  readonly isReplaced: boolean;
}

interface Cache {
  ask(): number | 'unheard';
  keep(key: string, identity: Identity, asOf: object, asked: number | 'unheard'): void;
}

interface Authentication {
  known(value: string): Identity | undefined;
}

interface GatewayCode {
  readonly TokenCache: new (max: number, hearsAll: () => boolean) => Cache;
  readonly Authenticator: new (cache: Cache, tokens: object) => Authentication;
}

const PERMISSION = 'AlertRead';
const BLOCKS = ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'];
const HELD = ['RuleRead', 'RuleModify', PERMISSION];
const CHECKS_AT_A_TIME = 1_000;

/** The gateway's own code, as it was built: a service has nothing that can be imported. */
async function gatewayCode(): Promise<GatewayCode> {
  const at = (file: string) =>
    new URL(`../../../../services/gateway/dist/${file}`, import.meta.url).href;
  const cache = (await import(at('token-cache.js'))) as Pick<GatewayCode, 'TokenCache'>;
  const code = (await import(at('authenticator.service.js'))) as Pick<GatewayCode, 'Authenticator'>;
  return { ...cache, ...code };
}

const keyOf = (value: string): string => hash('sha256', value, 'base64url');

const identity = (n: number): Identity => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  name: `token ${n}`,
  permissions: [...HELD],
  networks: BLOCKS.map(parseNetwork),
  expiresAt: Infinity,
  generation: 1,
  isReplaced: false,
});

async function filled(values: readonly string[]) {
  const { TokenCache, Authenticator } = await gatewayCode();
  const cache = new TokenCache(values.length, () => true);
  values.forEach((value, n) =>
    cache.keep(keyOf(value), identity(n), { epoch: 'e', position: 1 }, cache.ask()),
  );
  return new Authenticator(cache, {});
}

/** Does something for one value after the other, until the time is up. @returns how many a second */
function perSecond(ms: number, values: readonly string[], check: (value: string) => boolean) {
  const start = performance.now();
  let done = 0;
  let passed = 0;
  while (performance.now() - start < ms)
    for (let i = 0; i < CHECKS_AT_A_TIME; i++, done++)
      if (check(values[done % values.length] ?? '')) passed++;
  if (passed !== done) throw new Error('A value that is good was not let in.');
  return (done * 1_000) / (performance.now() - start);
}

/** Whether a value may come in from an address for a permission, as the gateway does it and in plain code. */
export async function verification(tokens: number) {
  const values = Array.from({ length: tokens }, newTokenValue);
  const authenticator = await filled(values);
  const plain = new Map(
    values.map((value, n) => [
      keyOf(value),
      { ...identity(n), permissions: new Set(HELD), expiresAt: Infinity },
    ]),
  );
  const address = parseAddress('192.0.2.7') as Address;
  return {
    gateway: (ms: number) =>
      perSecond(ms, values, (value) => {
        const token = authenticator.known(value);
        return (
          token !== undefined &&
          isWithin(address, token.networks) &&
          permits(token.permissions, PERMISSION)
        );
      }),
    plain: (ms: number) =>
      perSecond(ms, values, (value) => {
        const token = plain.get(keyOf(value));
        if (!token) return false;
        const inside = token.networks.some(
          (network) => network[0].kind() === address.kind() && address.match(network),
        );
        return inside && token.permissions.has(PERMISSION);
      }),
  };
}

/** What a verified token takes in the gateway's memory, in bytes. */
export async function bytesPerToken(tokens: number): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const values = Array.from({ length: tokens }, newTokenValue);
  collect();
  const before = process.memoryUsage().heapUsed;
  const authenticator = await filled(values);
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  if (!authenticator.known(values[0] ?? '')) throw new Error('A token that was kept is not known.');
  return bytes / tokens;
}
