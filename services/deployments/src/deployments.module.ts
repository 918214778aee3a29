import { describedEvent } from '@margay/contracts';
import { EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { accountDecider } from './accounts/account.decider.js';
import { ACCOUNT_CATEGORY, AccountListProjection } from './accounts/account-list.projection.js';
import { AccountListQuery } from './accounts/account-list.query.js';
import { AccountReader } from './accounts/account-reader.service.js';
import { AccountRow } from './accounts/account.row.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { ACCOUNTS, AccountsService } from './accounts/accounts.service.js';
import { ApprovalEnds, ApprovalWatch } from './accounts/approval-ends.service.js';
import { CursorSecret } from './cursor-secret.js';
import type { DeploymentsConfig } from './deployments.config.js';
import type { DeploymentsEvent } from './deployments-event.js';
import { eventToWire } from './deployments-events.wire.js';

@Module({})
export class DeploymentsModule {
  static with(
    config: Pick<DeploymentsConfig, 'postgres' | 'cursorSecret' | 'approvalWatchMs'>,
  ): DynamicModule {
    return {
      module: DeploymentsModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'deployments',
          projections: [AccountListProjection],
          rows: [AccountRow],
        }),
        MessagingModule.publishing<DeploymentsEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<DeploymentsEvent>) => ({
            log,
            toWire: (recorded: Recorded<DeploymentsEvent>) => describedEvent(eventToWire(recorded)),
          }),
        }),
      ],
      controllers: [AccountsController],
      providers: [
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        EventStoreModule.handler(accountDecider, { category: ACCOUNT_CATEGORY }, ACCOUNTS),
        AccountListQuery,
        AccountReader,
        AccountsService,
        { provide: ApprovalWatch, useValue: new ApprovalWatch(config.approvalWatchMs) },
        ApprovalEnds,
      ],
    };
  }
}
