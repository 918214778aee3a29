import { AwsClients } from '@margay/aws';
import { describedEvent } from '@margay/contracts';
import { EventStoreModule, PostgresEventStore, type Recorded } from '@margay/event-store';
import { MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
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
import { DiagnosesController } from './diagnosis/diagnoses.controller.js';
import { Diagnoses } from './diagnosis/diagnoses.service.js';
import { EvidenceDocuments } from './evidence/evidence-documents.query.js';
import { keptDiagnosisDecider } from './evidence/kept-diagnosis.decider.js';
import { KeptDiagnosisReader } from './evidence/kept-diagnosis-reader.service.js';
import {
  KEPT_DIAGNOSIS_CATEGORY,
  KeptDiagnosisListProjection,
} from './evidence/kept-diagnosis-list.projection.js';
import { KeptDiagnosisListQuery } from './evidence/kept-diagnosis-list.query.js';
import { KeptDiagnosisRow } from './evidence/kept-diagnosis.row.js';
import { KEPT_DIAGNOSES, KeptDiagnoses } from './evidence/kept-diagnoses.service.js';
import { overrideDecider } from './plans/override.decider.js';
import { OVERRIDE_CATEGORY, OverrideListProjection } from './plans/override-list.projection.js';
import { OverrideListQuery } from './plans/override-list.query.js';
import { OverrideReader } from './plans/override-reader.service.js';
import { OverrideRow } from './plans/override.row.js';
import { OVERRIDES, OverridesService } from './plans/overrides.service.js';
import { PlansController } from './plans/plans.controller.js';
import { PlansService } from './plans/plans.service.js';
import { PreflightChecks } from './preflight/preflight-checks.service.js';
import { preflightDecider } from './preflight/preflight.decider.js';
import {
  PreflightListProjection,
  PREFLIGHT_CATEGORY,
} from './preflight/preflight-list.projection.js';
import { PreflightListQuery } from './preflight/preflight-list.query.js';
import { PreflightDeadline, PreflightLoop } from './preflight/preflight-loop.service.js';
import { PreflightReader } from './preflight/preflight-reader.service.js';
import { PreflightRow } from './preflight/preflight.row.js';
import { PreflightsController } from './preflight/preflights.controller.js';
import { Inspector, PREFLIGHTS, Preflights } from './preflight/preflights.service.js';
import { ReleaseCatalog } from './releases/release-catalog.service.js';
import { releaseDecider } from './releases/release.decider.js';
import { ReleaseDocuments } from './releases/release-documents.query.js';
import { ReleaseFactRow } from './releases/release-fact.row.js';
import {
  EDGE_CATEGORY,
  RELEASE_CATEGORY,
  ReleaseFactsProjection,
} from './releases/release-facts.projection.js';
import { ReleaseFactsQuery } from './releases/release-facts.query.js';
import { ReleaseReader } from './releases/release-reader.service.js';
import { ReleasesController } from './releases/releases.controller.js';
import { RELEASES, ReleasesService, UPGRADE_EDGES } from './releases/releases.service.js';
import { upgradeEdgeDecider } from './releases/upgrade-edge.decider.js';
import { freezeDecider } from './rollouts/freeze.decider.js';
import { FREEZE_CATEGORY, FREEZES, FreezesService } from './rollouts/freezes.service.js';
import { ReleaseNotices } from './rollouts/release-notices.service.js';
import { rolloutDecider } from './rollouts/rollout.decider.js';
import { ROLLOUT_CATEGORY, RolloutListProjection } from './rollouts/rollout-list.projection.js';
import { RolloutListQuery } from './rollouts/rollout-list.query.js';
import { RolloutLoop } from './rollouts/rollout-loop.service.js';
import { RolloutReader } from './rollouts/rollout-reader.service.js';
import { RolloutRow } from './rollouts/rollout.row.js';
import { RolloutValues } from './rollouts/rollout-values.query.js';
import { RolloutWalk } from './rollouts/rollout-walk.service.js';
import { RolloutsController } from './rollouts/rollouts.controller.js';
import { ROLLOUTS, RolloutsService } from './rollouts/rollouts.service.js';
import { Deployers } from './runs/deployer.client.js';
import { Readiness } from './runs/readiness.service.js';
import { runDecider } from './runs/run.decider.js';
import { RunFindings } from './runs/run-findings.query.js';
import { RUN_CATEGORY, RunListProjection } from './runs/run-list.projection.js';
import { RunListQuery } from './runs/run-list.query.js';
import { RunLoop, RunPace } from './runs/run-loop.service.js';
import { RunPlanning } from './runs/run-planning.service.js';
import { RunProgresses } from './runs/run-progress.query.js';
import { RunReader } from './runs/run-reader.service.js';
import { RunRow } from './runs/run.row.js';
import { RunValues } from './runs/run-values.query.js';
import { RunWalk } from './runs/run-walk.service.js';
import { RunsController } from './runs/runs.controller.js';
import { RUNS, RunsService } from './runs/runs.service.js';
import { TakeSteps } from './runs/take-step.service.js';

type Settings = Pick<
  DeploymentsConfig,
  | 'postgres'
  | 'cursorSecret'
  | 'approvalWatchMs'
  | 'aws'
  | 'inspectorRoleArn'
  | 'preflightMs'
  | 'runLookMs'
>;

const preflight = ({ aws, inspectorRoleArn, preflightMs }: Settings): Provider[] => [
  { provide: AwsClients, useValue: new AwsClients(aws) },
  { provide: Inspector, useValue: new Inspector(inspectorRoleArn) },
  { provide: PreflightDeadline, useValue: new PreflightDeadline(preflightMs) },
  EventStoreModule.handler(preflightDecider, { category: PREFLIGHT_CATEGORY }, PREFLIGHTS),
  PreflightListQuery,
  PreflightReader,
  Preflights,
  PreflightChecks,
  PreflightLoop,
  Diagnoses,
  EventStoreModule.handler(
    keptDiagnosisDecider,
    { category: KEPT_DIAGNOSIS_CATEGORY },
    KEPT_DIAGNOSES,
  ),
  EvidenceDocuments,
  KeptDiagnosisListQuery,
  KeptDiagnosisReader,
  KeptDiagnoses,
];

const runs = ({ runLookMs }: Settings): Provider[] => [
  { provide: RunPace, useValue: new RunPace(runLookMs.least, runLookMs.most) },
  EventStoreModule.handler(runDecider, { category: RUN_CATEGORY }, RUNS),
  Deployers,
  Readiness,
  RunFindings,
  RunListQuery,
  RunLoop,
  RunPlanning,
  RunProgresses,
  RunReader,
  RunsService,
  RunValues,
  RunWalk,
  TakeSteps,
];

const ROLLOUT_PROVIDERS: Provider[] = [
  EventStoreModule.handler(rolloutDecider, { category: ROLLOUT_CATEGORY }, ROLLOUTS),
  EventStoreModule.handler(freezeDecider, { category: FREEZE_CATEGORY }, FREEZES),
  FreezesService,
  ReleaseNotices,
  RolloutListQuery,
  RolloutLoop,
  RolloutReader,
  RolloutsService,
  RolloutValues,
  RolloutWalk,
];

@Module({})
export class DeploymentsModule {
  static with(config: Settings): DynamicModule {
    return {
      module: DeploymentsModule,
      imports: [
        EventStoreModule.forRoot({
          url: config.postgres.url,
          schema: 'deployments',
          projections: [
            AccountListProjection,
            KeptDiagnosisListProjection,
            OverrideListProjection,
            PreflightListProjection,
            ReleaseFactsProjection,
            RolloutListProjection,
            RunListProjection,
          ],
          rows: [
            AccountRow,
            KeptDiagnosisRow,
            OverrideRow,
            PreflightRow,
            ReleaseFactRow,
            RolloutRow,
            RunRow,
          ],
        }),
        MessagingModule.publishing<DeploymentsEvent>({
          inject: [PostgresEventStore],
          useFactory: (log: PostgresEventStore<DeploymentsEvent>) => ({
            log,
            toWire: (recorded: Recorded<DeploymentsEvent>) => describedEvent(eventToWire(recorded)),
          }),
        }),
      ],
      controllers: [
        AccountsController,
        ReleasesController,
        PlansController,
        PreflightsController,
        DiagnosesController,
        RolloutsController,
        RunsController,
      ],
      providers: [
        { provide: CursorSecret, useValue: new CursorSecret(config.cursorSecret.reveal()) },
        EventStoreModule.handler(accountDecider, { category: ACCOUNT_CATEGORY }, ACCOUNTS),
        AccountListQuery,
        AccountReader,
        AccountsService,
        { provide: ApprovalWatch, useValue: new ApprovalWatch(config.approvalWatchMs) },
        ApprovalEnds,
        EventStoreModule.handler(releaseDecider, { category: RELEASE_CATEGORY }, RELEASES),
        EventStoreModule.handler(upgradeEdgeDecider, { category: EDGE_CATEGORY }, UPGRADE_EDGES),
        ReleaseDocuments,
        ReleaseFactsQuery,
        ReleaseCatalog,
        ReleaseReader,
        ReleasesService,
        EventStoreModule.handler(overrideDecider, { category: OVERRIDE_CATEGORY }, OVERRIDES),
        OverrideListQuery,
        OverrideReader,
        OverridesService,
        PlansService,
        ...preflight(config),
        ...runs(config),
        ...ROLLOUT_PROVIDERS,
      ],
    };
  }
}
