import { AwsClients } from '@margay/aws';
import { describedEvent } from '@margay/contracts';
import { EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ExternalIds } from './external-id.service.js';
import { roleDecider, type RoleEvent } from './role.decider.js';
import { roleEventToWire } from './role-events.wire.js';
import { RoleListProjection } from './role-list.projection.js';
import { RoleListQuery } from './role-list.query.js';
import { CursorSecret, RoleReader, TrustedPrincipals } from './role-reader.service.js';
import { RoleRow, RoleStepRow, VerificationRow } from './role.row.js';
import type { RolesConfig } from './roles.config.js';
import { RolesController } from './roles.controller.js';
import { RolesService, tagsOf } from './roles.service.js';
import { PrincipalSessions } from './verification/principal-sessions.client.js';
import { RoleProbe } from './verification/role-probe.client.js';
import { VerificationLoop, VerificationPace } from './verification/verification-loop.service.js';
import { Verifications } from './verification/verifications.service.js';
import { VerificationsQuery } from './verification/verifications.query.js';
import { VerificationTimes, Verifier } from './verification/verifier.service.js';

/** Beyond its grace, what the calls of one verification may take together. */
const CALLS_MS = 60_000;

const verification = ({
  aws,
  verification: { intervals, graceMs, concurrency },
}: Pick<RolesConfig, 'aws' | 'verification'>): Provider[] => [
  { provide: AwsClients, useValue: new AwsClients(aws) },
  {
    provide: VerificationTimes,
    useValue: new VerificationTimes(graceMs, graceMs + CALLS_MS),
  },
  { provide: VerificationPace, useValue: new VerificationPace(intervals, concurrency) },
  PrincipalSessions,
  RoleProbe,
  Verifier,
  VerificationsQuery,
  Verifications,
  VerificationLoop,
];

@Module({})
export class RolesModule {
  static with(
    config: Pick<RolesConfig, 'postgres' | 'cursorSecret' | 'principals' | 'aws' | 'verification'>,
  ): DynamicModule {
    return {
      module: RolesModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'roles',
          projections: [RoleListProjection],
          rows: [RoleRow, RoleStepRow, VerificationRow],
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
        ...verification(config),
      ],
    };
  }
}
