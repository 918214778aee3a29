import { table } from '../table.js';
import type { Deployment, SeenStack } from './deployments.js';

const placeOf = (path: readonly string[]): string =>
  path.length === 0 ? '(root)' : path.join(' > ');
const columns = (...titles: string[]) => titles.map((title) => ({ title }));

const byPlace = ([one = '']: readonly string[], [other = '']: readonly string[]) =>
  one < other ? -1 : 1;

/** The stacks of a tree as they were while most of them were at work. */
export class BusiestLook {
  private stacks: readonly SeenStack[] = [];

  readonly see = ({ progress }: Deployment): void => {
    const { stacks = [] } = progress ?? {};
    if (stacks.length >= this.stacks.length) this.stacks = stacks;
  };

  lines(width: number): readonly string[] {
    if (this.stacks.length === 0) return [];
    const rows = this.stacks.map(({ path, status, done, total }) => [
      placeOf(path),
      status,
      `${done} of ${total}`,
    ]);
    return table(columns('STACK AT WORK', 'STATUS', 'RESOURCES'), rows, width);
  }
}

export function changeLines({ changeSet }: Deployment, width: number): readonly string[] {
  const rows = (changeSet?.resources ?? []).map(
    ({ path, type, action, replacement = '', destroys }) => [
      action,
      placeOf(path),
      type,
      replacement,
      destroys ? 'is lost' : '',
    ],
  );
  return table(columns('CHANGE', 'RESOURCE', 'TYPE', 'REPLACED', 'STATE'), rows, width);
}

export function driftLines({ drift = [] }: Deployment, width: number): readonly string[] {
  const rows = drift.flatMap(({ path, status, resources }) =>
    resources.length === 0
      ? [[placeOf(path), status, '', '']]
      : resources.map(({ logicalId, type, properties }) => [
          placeOf(path),
          status,
          `${logicalId} (${type})`,
          properties.join(', '),
        ]),
  );
  return table(columns('STACK', 'DRIFT', 'RESOURCE', 'PROPERTIES'), rows, width);
}

export function versionLines({ verification }: Deployment, width: number): readonly string[] {
  if (!verification) return [];
  const within = verification.stacks.map(({ path, version = 'does not say' }) => [
    placeOf(path),
    version,
  ]);
  const rows = [[placeOf([]), verification.version ?? 'does not say'], ...within.sort(byPlace)];
  return table(columns('STACK', 'VERSION FOUND'), rows, width);
}

export interface CountedCall {
  readonly action: string;
  readonly account: string;
  readonly requests: number;
  readonly begun: number;
}

/** What AWS was asked to change, and how often each began. */
export function callLines(calls: readonly CountedCall[], width: number): readonly string[] {
  const actions = [...new Set(calls.map(({ action }) => action))];
  const rows = actions.map((action) => {
    const own = calls.filter((call) => call.action === action);
    const begun = own.reduce((sum, call) => sum + call.begun, 0);
    const twice = own.filter((call) => call.begun > 1).length;
    return [action, String(own.length), String(begun), String(twice)];
  });
  return table(columns('CALL', 'STEPS', 'BEGUN', 'BEGUN TWICE'), rows, width);
}
