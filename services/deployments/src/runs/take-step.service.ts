import { Injectable } from '@nestjs/common';
import { settleBuild, startBuild } from './build.client.js';
import { createChangeSet } from './change-set.client.js';
import { drift } from './drift.client.js';
import { Readiness } from './readiness.service.js';
import { recover, settleRecovery } from './recover.client.js';
import type { TakeStep } from './run-step.js';
import type { RunStep } from './run-steps.js';
import { settleStack } from './settle-stack.client.js';
import { cancelUpdate, createStack, executeChangeSet } from './stack-calls.client.js';
import { verify } from './verify.client.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a step may take, from its intent and whoever goes on with it. */
export const STEP_MS_MAX: Readonly<Record<RunStep, number>> = {
  preflight: HOUR,
  // People bring it to its version.
  role: 7 * 24 * HOUR,
  parameters: 10 * MINUTE,
  drift: HOUR,
  create_stack: HOUR,
  create_change_set: HOUR,
  execute_change_set: HOUR,
  cancel_update: HOUR,
  settle_stack: 12 * HOUR,
  start_build: HOUR,
  // CodeBuild itself gives up after eight.
  settle_build: 9 * HOUR,
  verify: HOUR,
  recover: HOUR,
  settle_recovery: 12 * HOUR,
};

/** How each step is taken. */
@Injectable()
export class TakeSteps {
  readonly by: Readonly<Record<RunStep, TakeStep>>;

  constructor({ preflight, role, parameters }: Readiness) {
    this.by = {
      preflight,
      role,
      parameters,
      drift,
      create_stack: createStack,
      create_change_set: createChangeSet,
      execute_change_set: executeChangeSet,
      cancel_update: cancelUpdate,
      settle_stack: settleStack,
      start_build: startBuild,
      settle_build: settleBuild,
      verify,
      recover,
      settle_recovery: settleRecovery,
    };
  }
}
