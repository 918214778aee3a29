import { describe, expect, it } from '@jest/globals';
import type { AuditApi, RecordAttemptRequest } from '@margay/contracts';
import type { Client } from '@margay/messaging';
import { type Attempt, AttemptReporter } from './attempt-reporter.service.js';

const attempt = (n: number): Attempt => ({
  action: 'UPDATE_API_TOKEN',
  succeeded: true,
  params: { n },
  errors: [],
  targetId: 't-1',
  reason: '',
  mayBeTold: true,
  suppressed: 0,
});
const caller = { actor: { type: 'api-token', id: 't-1' } as const, requestId: 'r-1' };

describe('what the audit log is told', () => {
  it('is never more than waits for it, and how much was left out', async () => {
    const told: RecordAttemptRequest[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const audit = {
      recordAttempt: async (request: RecordAttemptRequest) => {
        await gate;
        told.push(request);
        return {};
      },
    } as unknown as Client<typeof AuditApi>;
    const reporter = new AttemptReporter(audit);
    // Eight are on their way, 5,000 wait.
    for (let n = 0; n < 5_108; n++) reporter.report(attempt(n), caller);
    open();
    await reporter.onApplicationShutdown();
    expect(told).toHaveLength(5_008);

    const after = new AttemptReporter(audit);
    await after.onApplicationShutdown();
    expect(told).toHaveLength(5_008);
  });

  it('says how many attempts there was no room for, once there is', async () => {
    const told: RecordAttemptRequest[] = [];
    const held: (() => void)[] = [];
    let isOpen = false;
    const audit = {
      recordAttempt: async (request: RecordAttemptRequest) => {
        if (!isOpen) await new Promise<void>((resolve) => held.push(resolve));
        told.push(request);
        return {};
      },
    } as unknown as Client<typeof AuditApi>;
    const reporter = new AttemptReporter(audit);
    for (let n = 0; n < 5_108; n++) reporter.report(attempt(n), caller);
    isOpen = true;
    for (const go of held) go();
    await new Promise(setImmediate);
    await reporter.onApplicationShutdown();
    expect(told.filter(({ actionName }) => actionName === 'UPDATE_API_TOKEN')).toHaveLength(5_008);
    expect(told.at(-1)).toMatchObject({
      actionName: 'SUPPRESS_ATTEMPTS',
      reason: 'queue_full',
      suppressed: 100,
    });
  });
});
