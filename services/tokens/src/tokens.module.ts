import { describedEvent, type TokensApi } from '@margay/contracts';
import { EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { MessagingModule, type Served } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { LeakReports, LeakResponse } from './authentication/leak-reports.service.js';
import { ExpiryNotices, NoticeInterval } from './expiry-notices.service.js';
import { BootstrapToken } from './bootstrap-token.service.js';
import { LifetimePolicy } from './token/lifetime.js';
import { tagsOf, tokenDecider } from './token/token.decider.js';
import type { TokenEvent } from './token/token-event.js';
import { tokenEventToWire } from './token-events.wire.js';
import { Peppers } from './authentication/token-digest.js';
import { TokenListProjection } from './list/token-list.projection.js';
import { TokenListQuery } from './list/token-list.query.js';
import { CursorSecret, TokenReader } from './list/token-reader.service.js';
import { TokenAuthenticator } from './authentication/token-authenticator.service.js';
import { TokenRow } from './list/token.row.js';
import { TokenValueRow } from './list/token-value.row.js';
import { Revocations } from './revocation/revocation.service.js';
import type { RevocationEvent } from './revocation/revocation-event.js';
import { SelectedTokensQuery } from './revocation/selected-tokens.query.js';
import { TokenUseQuery } from './use/token-use.query.js';
import { Usage } from './use/usage.service.js';
import { UseRecorder } from './use/use-recorder.service.js';
import type { TokensConfig } from './tokens.config.js';
import { AuthenticationController } from './authentication/authentication.controller.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { RotationController } from './rotation.controller.js';
import { UseController } from './use/use.controller.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

const CONTROLLERS = [
  TokensController,
  RotationController,
  AuthenticationController,
  RevocationController,
  UseController,
] as const;

type MethodsOf<Controller> = Controller extends unknown ? keyof Controller : never;
type Unserved = Exclude<
  keyof Served<typeof TokensApi>,
  MethodsOf<InstanceType<(typeof CONTROLLERS)[number]>>
>;
type Nothing<T extends never> = T;
/** Leave a method of the contract out of all of them, and this does not compile. */
type _EveryMethodIsServed = Nothing<Unserved>;

@Module({})
export class TokensModule {
  static with(
    config: Pick<
      TokensConfig,
      | 'postgres'
      | 'peppers'
      | 'cursorSecret'
      | 'bootstrapFingerprint'
      | 'lifetimes'
      | 'leakPolicy'
      | 'noticeIntervalMs'
    >,
  ): DynamicModule {
    const peppers = config.peppers.map(({ version, secret }) => ({
      version,
      key: secret.reveal(),
    }));
    return {
      module: TokensModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'tokens',
          projections: [TokenListProjection],
          rows: [TokenRow, TokenValueRow],
        }),
        MessagingModule.publishing<TokenEvent | RevocationEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<TokenEvent | RevocationEvent>) => ({
            log,
            toWire: (recorded: Recorded<TokenEvent | RevocationEvent>) =>
              describedEvent(tokenEventToWire(recorded)),
          }),
        }),
      ],
      controllers: [...CONTROLLERS],
      providers: [
        EventStoreModule.handler(tokenDecider, { category: 'token', tagsOf }),
        { provide: Peppers, useValue: new Peppers(peppers) },
        { provide: LifetimePolicy, useValue: new LifetimePolicy(config.lifetimes) },
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        { provide: LeakResponse, useValue: new LeakResponse(config.leakPolicy) },
        { provide: NoticeInterval, useValue: new NoticeInterval(config.noticeIntervalMs) },
        TokensService,
        LeakReports,
        ExpiryNotices,
        TokenReader,
        TokenAuthenticator,
        TokenListQuery,
        TokenUseQuery,
        UseRecorder,
        Revocations,
        SelectedTokensQuery,
        Usage,
        {
          provide: BootstrapToken,
          inject: [TokensService],
          useFactory: (tokens: TokensService) =>
            new BootstrapToken(tokens, config.bootstrapFingerprint),
        },
      ],
    };
  }
}
