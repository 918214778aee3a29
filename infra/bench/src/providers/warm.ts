import { startTemporaryNats } from '@margay/local';
import type { Load } from '../bus/load.js';
import { type Contender, rateDuring } from '../rounds.js';
import { startSideProcess } from '../side-process.js';
import type { Intel } from './intel.js';
import { publicAddress } from './zipf.js';

export const ECHO = 'raw NATS echo, 64 in flight';
export const WARM = 'remembered look-ups by bus, one a request, 64 in flight';
export const WARM_MANY = 'remembered look-ups by bus, 100 a request, 8 in flight';
export const WARM_NAME = 'warm_ab';
const TURN_MS = 2_000;
const VALUES = 1_000;

/** Values that are remembered, asked for over the bus, beside a bare echo. */
export async function warm(
  intel: Intel,
  whenDone: (end: () => Promise<unknown>) => void,
): Promise<Contender[]> {
  const nats = await startTemporaryNats();
  whenDone(() => nats.stop());
  const start = async (file: string) => {
    const module = new URL(`../bus/${file}`, import.meta.url);
    const started = await startSideProcess<Load, number>(module, { NATS_URL: nats.url });
    whenDone(() => started.stop());
    return started;
  };
  await start('raw-server.js');
  const echo = await start('raw-client.js');
  await intel.define(WARM_NAME, {
    builtIn: 'abuseipdb',
    windows: [{ kind: 'rolling', seconds: 60, limit: 10_000_000 }],
    condition: 'event.warm == true',
  });
  const values = Array.from({ length: VALUES }, (_, n) => publicAddress(n, 40));
  const hundred = (i: number) => values.slice((i * 100) % VALUES, ((i * 100) % VALUES) + 100);
  for (let i = 0; i < VALUES / 100; i++) await intel.look(WARM_NAME, hundred(i));
  const isHit = (answers: readonly { status: string; reason: string }[]) => {
    const other = answers.find(({ status }) => status !== 'hit' && status !== 'not_found');
    if (other) throw new Error(`It was not remembered: ${other.status} ${other.reason}`);
  };
  return [
    { name: ECHO, run: () => echo.ask({ inFlight: 64, ms: TURN_MS }) },
    {
      name: WARM,
      run: () =>
        rateDuring(TURN_MS, 64, async (i) =>
          isHit(await intel.look(WARM_NAME, [values[i % VALUES]!])),
        ),
    },
    {
      name: WARM_MANY,
      run: async () =>
        100 *
        (await rateDuring(TURN_MS, 8, async (i) => isHit(await intel.look(WARM_NAME, hundred(i))))),
    },
  ];
}
