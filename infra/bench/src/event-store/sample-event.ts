import { randomUUID } from 'node:crypto';
import type { Append } from '@margay/event-store';
import { PERMISSIONS } from '@margay/contracts';

/** An event of the size and the shape of a token's creation. */
export interface SampleEvent {
  readonly type: 'TokenCreated';
  readonly grant: {
    readonly name: string;
    readonly permissions: readonly string[];
    readonly allowedCidrBlocks: readonly string[];
  };
  readonly digest: { readonly version: number; readonly value: string };
}

const PERMISSION_IDS = PERMISSIONS.map(({ id }) => id).slice(0, 4);

/** A single event, in a stream of its own. */
export const sampleAppend = (): Append<SampleEvent> => ({
  stream: `token-${randomUUID()}`,
  expect: 'none',
  events: [
    {
      id: randomUUID(),
      event: {
        type: 'TokenCreated',
        grant: {
          name: 'ci',
          permissions: PERMISSION_IDS,
          allowedCidrBlocks: ['198.51.100.0/24', '2001:db8::/32'],
        },
        digest: { version: 1, value: 'a'.repeat(64) },
      },
    },
  ],
  cause: {
    actor: { type: 'api-token', id: randomUUID(), name: 'administrator' },
    requestId: randomUUID(),
    origin: { sourceIp: '198.51.100.7', forwardedFor: [], userAgent: 'curl/8.5.0' },
  },
});
