import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@margay/local';
import type { Check } from '../benchmark.js';
import { requestBytes } from '../http-connection.js';
import { underLoad } from '../http-load.js';
import { inBoth, onlyIn, total } from './statements.js';
import { Witness, type Witnessed } from './witness.js';

const WATCHED_MS = 3_000;
const CONNECTIONS = 48;
/** Until a new token is known everywhere, and the platform is idle again. */
const QUIET_MS = 2_000;

const said = ({ fromCache, fromTokens, authenticateToken, busRequests, statements }: Witnessed) =>
  `${fromCache} from the cache, ${fromTokens} by asking (AuthenticateToken: ${authenticateToken}); ` +
  `${busRequests} requests on the bus, ${total(statements)} SQL statements`;

async function newToken(platform: Platform): Promise<string> {
  const response = await fetch(`${platform.gatewayUrl}/api-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': platform.administratorToken },
    body: JSON.stringify({ name: 'bench', permissions: ['AlertRead'] }),
  });
  const { value } = (await response.json()) as { value?: string };
  if (value === undefined) throw new Error(`A token was answered with ${response.status}.`);
  return value;
}

export interface WarmAuthentication {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
  readonly serverVersion: string;
}

/**
 * Counts what authentications cost the rest of the platform. Projections and relays look for news every 250 ms and
 * pulses are sent every second, whether anybody asks or not, so an idle time of the same length comes first; and
 * a token's first use comes last, to show that what is not there would have been seen.
 */
export async function countWarmAuthentication(
  platform: Platform,
  path: string,
): Promise<WarmAuthentication> {
  const witness = await Witness.of(platform);
  const request = requestBytes('GET', path, { 'x-api-key': platform.administratorToken });
  try {
    const idle = await witness.during(() => sleep(WATCHED_MS));
    let count = 0;
    const warm = await witness.during(async () => {
      const load = { url: platform.gatewayUrl, connections: CONNECTIONS, ms: WATCHED_MS };
      ({ count } = await underLoad({ ...load, requests: [request] }));
    });
    const firstUse = async (): Promise<Witnessed> => {
      const value = await newToken(platform);
      await sleep(QUIET_MS);
      return witness.during(() =>
        fetch(`${platform.gatewayUrl}${path}`, { headers: { 'x-api-key': value } }),
      );
    };
    const [cold, again] = [await firstUse(), await firstUse()];
    // Twice, for what an idle platform runs but rarely may fall into one of them.
    const ofCold = inBoth(onlyIn(cold.statements, idle.statements), again.statements);
    const coldInWarm = total(inBoth(warm.statements, ofCold));
    return {
      checks: [
        {
          what: 'a warm authentication asks nobody',
          holds: warm.fromCache === count && warm.fromTokens === 0 && warm.authenticateToken === 0,
          detail: `${count} requests: ${said(warm)}`,
        },
        {
          what: 'a warm request runs no SQL',
          holds: coldInWarm === 0 && total(warm.statements) < count / 20,
          detail:
            `${coldInWarm} of the statements of a cold one; ` +
            `${total(warm.statements)} statements beside ${count} requests, ${total(idle.statements)} beside none`,
        },
        {
          what: 'a cold one is seen by the same counters',
          holds: cold.fromTokens === 1 && cold.authenticateToken === 1 && ofCold.size > 0,
          detail: `first use of a new token: ${said(cold)}, ${ofCold.size} of them its own`,
        },
      ],
      notes: [`idle for as long: ${said(idle)}`],
      serverVersion: await witness.serverVersion(),
    };
  } finally {
    await witness.close();
  }
}
