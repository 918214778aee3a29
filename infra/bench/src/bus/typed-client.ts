// Run as a process of its own: asks by the typed client, on behalf of somebody, as in every service.
import { randomUUID } from 'node:crypto';
import { TokensApi } from '@margay/contracts';
import { Bus, BusClient, type Caller } from '@margay/messaging';
import { Logger } from '@nestjs/common';
import { rateDuring } from '../rounds.js';
import { answering } from '../side-process.js';
import type { Load } from './load.js';
import { TOKEN_ID } from './token-question.js';

Logger.overrideLogger(['error', 'fatal']);
const bus = new Bus({ servers: [process.env['NATS_URL'] ?? ''], service: 'gateway' }).start();
await bus.ready(10_000);
const tokens = new BusClient(bus).of(TokensApi);

/** As the gateway makes one of each HTTP request. */
const caller = (): Caller => ({
  actor: { type: 'api-token', id: TOKEN_ID, name: 'administrator' },
  requestId: randomUUID(),
  origin: { sourceIp: '198.51.100.7', forwardedFor: [], userAgent: 'curl/8.5.0' },
});

answering(({ ms, inFlight }: Load) =>
  rateDuring(ms, inFlight, async () => {
    const { token } = await tokens.getToken({ id: TOKEN_ID }, caller());
    if (token?.id !== TOKEN_ID) throw new Error('Another answer was expected.');
  }),
);
