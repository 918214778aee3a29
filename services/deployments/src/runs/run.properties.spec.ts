import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@margay/contracts';
import fc from 'fast-check';
import { nextActions } from '../diagnosis/next-actions.js';
import { nextStep } from './next-step.js';
import { buildIsDue, RUN_FAILURES } from './run.js';
import { runDecider } from './run.decider.js';
import type { RunCommand, RunEvent, RunEventOf } from './run-facts.js';
import { calls, RUN_STEPS, type RunHop, type RunStep } from './run-steps.js';
import type { Runs } from './runs.js';

const RUNS = { numRuns: 2_000 };
const PEOPLE = [
  { type: 'api-token', id: 'ann' },
  { type: 'api-token', id: 'bob' },
  { type: 'api-token', id: 'cid' },
] as const;
const TASK = 'certificate';
const STACK = 'arn:aws:cloudformation:us-east-1:123456789012:stack/panther/1';

const hopBetween = (from: number | undefined, to: number, odd: boolean): RunHop => ({
  ...(from === undefined ? {} : { from: `1.${from}.0` }),
  to: `1.${to}.0`,
  templateUrl: 'https://releases.example/panther.yml',
  capabilities: [],
  roleUpdate: odd,
  tasks: odd ? [TASK] : [],
  parameters: 'digest',
  pulumiBuild: to >= 22,
});

const hops = fc
  .record({
    begin: fc.integer({ min: 18, max: 23 }),
    odd: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    first: fc.boolean(),
  })
  .map(({ begin, odd, first }) =>
    odd.map((each, at) =>
      hopBetween(first && at === 0 ? undefined : begin + at - 1, begin + at, each),
    ),
  );

/** What somebody may try; a number stands for whichever run, hop and attempt are current, give or take. */
const deed = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      hops,
      by: fc.constantFrom(...PEOPLE),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('approve' as const), by: fc.constantFrom(...PEOPLE) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'acknowledge' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('intend' as const),
      step: fc.constantFrom(...(Object.keys(RUN_STEPS) as RunStep[])),
    }),
  },
  { weight: 14, arbitrary: fc.constant({ do: 'go on' as const }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('succeed' as const),
      destroys: fc.boolean(),
      changes: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      failure: fc.constantFrom(...RUN_FAILURES),
      retryable: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('recover' as const),
      by: fc.constantFrom(...PEOPLE),
      fits: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { do: 'pause' as const },
      { do: 'resume' as const },
      { do: 'cancel' as const },
    ),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

function commandFor(runs: Runs, tried: Deed): RunCommand | undefined {
  if (tried.do === 'request')
    return {
      type: 'RequestDeployment',
      accountId: '123456789012-us-east-1',
      stackName: 'panther',
      hops: tried.hops,
      by: tried.by,
    };
  if (runs.is === 'none') return undefined;
  const { run, hop, progress } = runs;
  const reason = 'An outage.';
  switch (tried.do) {
    case 'approve': {
      const { changeSet } = progress;
      return {
        type: 'ApproveDeployment',
        run,
        hop,
        by: tried.by,
        ...(changeSet ? { changeSet: changeSet.attempt } : {}),
      };
    }
    case 'acknowledge':
      return {
        type: 'AcknowledgeTask',
        run,
        hop,
        task: TASK,
        by: { type: 'api-token', id: 'bob' },
      };
    case 'intend':
      return { type: 'IntendStep', run, hop, step: tried.step };
    case 'go on': {
      const next = nextStep(runs);
      return next.next === 'step' ? { type: 'IntendStep', run, hop, step: next.step } : undefined;
    }
    case 'succeed': {
      if (!progress.open) return undefined;
      const { step, attempt } = progress.open;
      const changeSet = {
        changes: tried.changes,
        destroys: tried.destroys ? ['Core.Database'] : [],
      };
      return {
        type: 'SucceedStep',
        run,
        hop,
        step,
        attempt,
        ...(step === 'create_change_set' ? { changeSet } : {}),
        ...(/^(create_stack|execute_change_set)$/.test(step) ? { made: STACK } : {}),
      };
    }
    case 'fail': {
      if (!progress.open) return undefined;
      const { step, attempt } = progress.open;
      const { failure, retryable } = tried;
      return {
        type: 'FailStep',
        run,
        hop,
        step,
        attempt,
        retryable,
        cause: { failure, message: '' },
      };
    }
    case 'recover': {
      const isBuild = runs.is === 'over' && buildIsDue(runs);
      const [status, action] =
        isBuild === tried.fits
          ? (['UPDATE_COMPLETE', 'build_again'] as const)
          : (['ROLLBACK_COMPLETE', 'delete'] as const);
      const seen = { stackId: STACK, status, next: nextActions(status) };
      return { type: 'RequestRecovery', run, action, resources: [], reason, by: tried.by, seen };
    }
    case 'pause':
      return { type: 'PauseDeployment', run, reason };
    case 'resume':
      return { type: 'ResumeDeployment', run, reason };
    case 'cancel':
      return { type: 'CancelDeployment', run, reason };
  }
}

function decided(command: RunCommand, runs: Runs): readonly RunEvent[] {
  try {
    return runDecider.decide(command, runs);
  } catch (error) {
    if (error instanceof ServiceError) return [];
    throw error;
  }
}

function historyOf(deeds: readonly Deed[]): readonly RunEvent[] {
  const history: RunEvent[] = [];
  let runs = runDecider.initial;
  for (const tried of deeds) {
    const command = commandFor(runs, tried);
    const events = command ? decided(command, runs) : [];
    history.push(...events);
    runs = events.reduce(runDecider.evolve, runs);
  }
  return history;
}

const ENDS = [
  'DeploymentCompleted',
  'DeploymentCancelled',
  'DeploymentFailed',
  'DeploymentRecovered',
];
const only = <Type extends RunEvent['type']>(history: readonly RunEvent[], type: Type) =>
  history.filter((event): event is RunEventOf<Type> => event.type === type);

const SUCCEED = { do: 'succeed', destroys: false, changes: 1 } as const;
const onward = (steps: number): readonly Deed[] =>
  Array.from({ length: steps }, () => [{ do: 'go on' } as const, SUCCEED]).flat();
/** By chance alone few come as far as this, and no further. */
const FAILED_BUILD: readonly Deed[] = [
  {
    do: 'request',
    hops: [hopBetween(undefined, 22, false), hopBetween(22, 23, true)],
    by: PEOPLE[0],
  },
  { do: 'approve', by: PEOPLE[1] },
  ...onward(5),
  { do: 'go on' },
  { do: 'fail', failure: 'build_failed', retryable: false },
];

const everyHistory = (holds: (history: readonly RunEvent[]) => void) =>
  fc.assert(
    fc.property(
      fc.constantFrom([], FAILED_BUILD),
      fc.array(deed, { minLength: 40, maxLength: 150 }),
      (before, deeds) => holds(historyOf([...before, ...deeds])),
    ),
    RUNS,
  );

describe('whatever people and AWS do, a deployment', () => {
  it('is alone in its account, and does nothing after its end', () =>
    everyHistory((history) => {
      let active: number | undefined;
      for (const event of history) {
        if (/^Deployment(Recovery)?Requested$/.test(event.type)) {
          expect(active).toBeUndefined();
          active = event.run;
        }
        expect(event.run).toBe(active);
        if (ENDS.includes(event.type)) active = undefined;
      }
    }));

  it('has an intent before every outcome, and no token twice', () =>
    everyHistory((history) => {
      const tokens = only(history, 'DeploymentStepIntended').map(({ token }) => token);
      expect(new Set(tokens).size).toBe(tokens.length);
      const intents = new Set<string>();
      for (const event of history) {
        if (!('step' in event)) continue;
        const name = [event.run, event.hop, event.step, event.attempt].join('/');
        if (event.type === 'DeploymentStepIntended') intents.add(name);
        else expect(intents).toContain(name);
      }
    }));

  it('makes no call while another has no outcome', () =>
    everyHistory((history) => {
      let calling: string | undefined;
      for (const event of history) {
        if (!('step' in event)) continue;
        if (event.type === 'DeploymentStepIntended') {
          expect(calling).toBeUndefined();
          if (calls(event.step)) calling = event.step;
        } else if (event.step === calling) calling = undefined;
      }
    }));

  it('changes a stack only after others have agreed, two where something with state goes', () =>
    everyHistory((history) => {
      let agreed = new Set<string>();
      let asking = '';
      let requesting = '';
      let needed = 1;
      for (const event of history) {
        const begins =
          event.type === 'DeploymentRequested' || event.type === 'DeploymentRecoveryRequested';
        if (begins) asking = event.by.id;
        if (event.type === 'DeploymentRequested') requesting = asking;
        // Who asked for another build asked for no more than that.
        if (event.type === 'DeploymentHopCompleted') asking = requesting;
        if (begins || event.type === 'DeploymentHopCompleted') {
          agreed = new Set();
          needed = 1;
        }
        if (event.type === 'DeploymentStepSucceeded' && event.changeSet) {
          agreed = new Set();
          const { changes, destroys } = event.changeSet;
          needed = changes === 0 ? 0 : destroys.length > 0 ? 2 : 1;
        }
        if (event.type === 'DeploymentApproved') agreed.add(event.by.id);
        if (event.type !== 'DeploymentStepIntended') continue;
        const isAgreed = /^(create_stack|execute_change_set|start_build|recover)$/.test(event.step);
        // Where a change set changes nothing, nobody has to agree to the build.
        if (!isAgreed || (needed === 0 && event.step === 'start_build')) continue;
        expect(needed).toBeGreaterThan(0);
        expect(agreed.size).toBeGreaterThanOrEqual(needed);
        expect(agreed).not.toContain(asking);
      }
    }));

  it('goes hop by hop, and stops at the version that was verified last', () =>
    everyHistory((history) => {
      let hop = 0;
      let good: string | undefined;
      for (const event of history) {
        if (event.type === 'DeploymentRequested') {
          hop = 0;
          good = event.hops[0]?.from;
        }
        if ('hop' in event) expect(event.hop).toBe(hop);
        if (event.type === 'DeploymentHopCompleted') {
          hop += 1;
          good = event.version;
        }
        if (
          event.type === 'DeploymentFailed' ||
          event.type === 'DeploymentCancelled' ||
          event.type === 'DeploymentRecovered'
        )
          expect(event.lastGood).toBe(good);
      }
    }));

  it('asks AWS for a step three times at most in a hop, and for a recovery as often as people do', () =>
    everyHistory((history) => {
      let asked = 0;
      for (const event of history) {
        if (event.type === 'DeploymentRequested' || event.type === 'DeploymentHopCompleted')
          asked = 0;
        if (event.type === 'DeploymentRecoveryRequested') asked += 1;
        if (event.type !== 'DeploymentStepIntended' || !calls(event.step)) continue;
        const more = /^(recover|start_build)$/.test(event.step) ? asked : 0;
        expect(event.attempt).toBeLessThanOrEqual(3 + more);
      }
    }));

  it('comes to its end when everybody agrees and nothing fails', () =>
    fc.assert(
      fc.property(hops, (planned) => {
        const [ann] = PEOPLE;
        const begin = { do: 'request', hops: planned, by: ann } as const;
        const round: readonly Deed[] = [
          { do: 'acknowledge' },
          ...PEOPLE.map((by) => ({ do: 'approve', by }) as const),
          { do: 'go on' },
          { do: 'succeed', destroys: true, changes: 2 },
        ];
        const rounds = Array.from({ length: 10 * planned.length }, () => round).flat();
        const history = historyOf([begin, ...rounds]);
        expect(history.at(-1)).toEqual({ type: 'DeploymentCompleted', run: 1 });
        expect(only(history, 'DeploymentHopCompleted')).toHaveLength(planned.length);
      }),
    ));

  it('is tried by what reaches all ends', () => {
    const seen = new Set<string>();
    everyHistory((history) => history.forEach(({ type }) => seen.add(type)));
    for (const end of ENDS) expect(seen).toContain(end);
  });

  it('is tried by builds that failed and went on', () => {
    let completed = 0;
    everyHistory((history) => {
      const at = history.findLastIndex(
        (event) =>
          event.type === 'DeploymentRecoveryRequested' && event.recovery.action === 'build_again',
      );
      if (at >= 0 && only(history.slice(at), 'DeploymentHopCompleted').length > 0) completed += 1;
    });

    expect(completed).toBeGreaterThan(0);
  });
});
