import { randomUUID } from 'node:crypto';
import type { Cause } from '@margay/event-store';

/** What nobody asks for: it follows from what was asked before. */
export const systemCause = (): Cause => ({
  actor: { type: 'system', id: 'deployments' },
  requestId: randomUUID(),
});
