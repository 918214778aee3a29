import { describedEvent } from '@margay/contracts';
import { EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { ExternalIds } from './external-id.service.js';
import { roleDecider, type RoleEvent } from './role.decider.js';
import { roleEventToWire } from './role-events.wire.js';
import { RoleListProjection } from './role-list.projection.js';
import { RoleListQuery } from './role-list.query.js';
import { CursorSecret, RoleReader, TrustedPrincipals } from './role-reader.service.js';
import { RoleRow, RoleStepRow } from './role.row.js';
import type { RolesConfig } from './roles.config.js';
import { RolesController } from './roles.controller.js';
import { RolesService, tagsOf } from './roles.service.js';

@Module({})
export class RolesModule {
  static with(
    config: Pick<RolesConfig, 'postgres' | 'cursorSecret' | 'principals'>,
  ): DynamicModule {
    return {
      module: RolesModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'roles',
          projections: [RoleListProjection],
          rows: [RoleRow, RoleStepRow],
        }),
        MessagingModule.publishing<RoleEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<RoleEvent>) => ({
            log,
            toWire: (recorded: Recorded<RoleEvent>) => describedEvent(roleEventToWire(recorded)),
          }),
        }),
      ],
      controllers: [RolesController],
      providers: [
        EventStoreModule.handler(roleDecider, { category: 'role', tagsOf }),
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        { provide: TrustedPrincipals, useValue: new TrustedPrincipals(config.principals) },
        ExternalIds,
        RolesService,
        RoleReader,
        RoleListQuery,
      ],
    };
  }
}
