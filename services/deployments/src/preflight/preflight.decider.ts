import { type Actor, ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Version } from '../releases/version.js';
import { CHECKS, type CheckId, type CheckResult } from './check.js';

type Person = Pick<Actor, 'type' | 'id'>;

/** What is going to be deployed. */
export interface PreflightSubject {
  readonly version: Version;
  readonly stackName: string;
  /** `first`: nothing is installed there yet. */
  readonly phase: 'first' | 'update';
  /** ARN of whoever creates the stacks; absent: nobody said. */
  readonly principal?: string;
  /** The deployment is given a network that exists. */
  readonly givenNetwork: boolean;
  /** What it reserves of Lambda's concurrency, and whether it does; no other value is kept. */
  readonly reservations: ParameterValues;
}

/** Runs of an account in a region are counted from 1. */
interface OfRun {
  readonly run: number;
}

export type PreflightCommand =
  | (PreflightSubject & { readonly type: 'StartPreflight'; readonly by: Actor })
  | (OfRun & { readonly type: 'ConcludeCheck'; readonly result: CheckResult })
  | (OfRun & { readonly type: 'EndPreflight' })
  | (OfRun & {
      readonly type: 'WaiveCheck';
      readonly check: CheckId;
      readonly reason: string;
      readonly by: Actor;
    });

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type PreflightEvent =
  | (PreflightSubject & OfRun & { readonly type: 'PreflightStarted'; readonly by: Person })
  | (OfRun & { readonly type: 'PreflightCheckConcluded'; readonly result: CheckResult })
  | (OfRun & { readonly type: 'PreflightEnded' })
  | (OfRun & {
      readonly type: 'PreflightCheckWaived';
      readonly check: CheckId;
      readonly reason: string;
      readonly by: Person;
    });

interface Run extends OfRun {
  readonly by: Person;
  readonly results: readonly CheckResult[];
  readonly waivers: readonly { readonly check: CheckId; readonly reason: string }[];
}

/** The latest run; those before it are over. */
export type Preflight =
  { readonly is: 'none' } | (Run & { readonly is: 'running' }) | (Run & { readonly is: 'ended' });

const personOf = ({ type, id }: Actor): Person => ({ type, id });

/** What is still to be looked at; whoever takes a run up again begins here. */
export const openChecks = (results: readonly CheckResult[]): readonly CheckId[] =>
  (Object.keys(CHECKS) as CheckId[]).filter((check) => !results.some(({ id }) => id === check));

function conclude(preflight: Run & { is: string }, result: CheckResult): PreflightEvent[] {
  if (!openChecks(preflight.results).includes(result.id)) return [];
  return [{ type: 'PreflightCheckConcluded', run: preflight.run, result }];
}

function end(preflight: Run & { is: string }): PreflightEvent[] {
  if (preflight.is === 'ended') return [];
  const open = openChecks(preflight.results);
  if (open.length > 0)
    throw new ServiceError('conflict', `These checks have no result yet: ${open.join(', ')}.`);
  return [{ type: 'PreflightEnded', run: preflight.run }];
}

function waive(
  preflight: Run & { is: string },
  { check, reason, by }: PreflightCommand & { type: 'WaiveCheck' },
): PreflightEvent[] {
  if (CHECKS[check].strict)
    throw new ServiceError('forbidden', `Nobody may waive what ${check} finds.`);
  if (preflight.by.type === by.type && preflight.by.id === by.id)
    throw new ServiceError('forbidden', 'Whoever asks for a preflight cannot waive what it finds.');
  if (preflight.is === 'running')
    throw new ServiceError('conflict', 'The preflight is running. Wait for its end.');
  if (preflight.results.find(({ id }) => id === check)?.outcome !== 'fail')
    throw new ServiceError('conflict', `The check ${check} did not fail.`);
  if (preflight.waivers.some((waiver) => waiver.check === check)) return [];
  return [{ type: 'PreflightCheckWaived', run: preflight.run, check, reason, by: personOf(by) }];
}

/**
 * The preflights of an account in a region, one after the other. All are one stream, so that no second one
 * begins while one runs.
 */
export const preflightDecider: Decider<PreflightCommand, Preflight, PreflightEvent> = {
  initial: { is: 'none' },

  decide(command, preflight) {
    if (command.type === 'StartPreflight') {
      if (preflight.is === 'running')
        throw new ServiceError('conflict', `Preflight ${preflight.run} is running there.`);
      const run = preflight.is === 'none' ? 1 : preflight.run + 1;
      return [{ ...command, type: 'PreflightStarted', run, by: personOf(command.by) }];
    }
    if (preflight.is === 'none' || command.run > preflight.run)
      throw new ServiceError('not_found', 'There is no such preflight.');
    if (command.run < preflight.run)
      throw new ServiceError('conflict', `There is a later preflight: ${preflight.run}.`);
    switch (command.type) {
      case 'ConcludeCheck':
        return conclude(preflight, command.result);
      case 'EndPreflight':
        return end(preflight);
      case 'WaiveCheck':
        return waive(preflight, command);
    }
  },

  evolve(preflight, event) {
    if (event.type === 'PreflightStarted') {
      const { run, by } = event;
      return { is: 'running', run, by, results: [], waivers: [] };
    }
    if (preflight.is === 'none') return preflight;
    switch (event.type) {
      case 'PreflightCheckConcluded':
        return { ...preflight, results: [...preflight.results, event.result] };
      case 'PreflightEnded':
        return { ...preflight, is: 'ended' };
      case 'PreflightCheckWaived': {
        const { check, reason } = event;
        return { ...preflight, waivers: [...preflight.waivers, { check, reason }] };
      }
    }
  },
};
