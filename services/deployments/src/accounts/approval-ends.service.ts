import { randomUUID } from 'node:crypto';
import { LedWork, PostgresEventStore } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { AccountReader } from './account-reader.service.js';
import { AccountsService } from './accounts.service.js';

/** How often it is looked which approvals are over. */
export class ApprovalWatch {
  constructor(readonly everyMs: number) {}
}

const BATCH = 100;

/** Takes note of approvals that have come to their end. */
@Injectable()
export class ApprovalEnds extends LedWork {
  constructor(
    store: PostgresEventStore,
    private readonly reader: AccountReader,
    private readonly accounts: AccountsService,
    { everyMs }: ApprovalWatch,
  ) {
    super(store, { role: 'approval-ends', everyMs });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const now = new Date();
    const cause = {
      actor: { type: 'system', id: 'deployments' },
      requestId: randomUUID(),
    } as const;
    const over = await this.reader.over(now, BATCH);
    for (const id of over) {
      if (signal.aborted) return false;
      await this.accounts.expire(id, now, cause);
    }
    return over.length === BATCH;
  }
}
