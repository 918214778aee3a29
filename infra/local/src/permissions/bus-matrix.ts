import { BUS_LOGINS } from './bus-login.js';
import { type BusPermissions, busPermissions } from './bus-permissions.js';

/** P: may publish, S: may subscribe. */
export type Cell = '' | 'P' | 'S' | 'PS';

export interface BusMatrix {
  readonly logins: readonly string[];
  readonly rows: readonly { readonly subject: string; readonly cells: readonly Cell[] }[];
}

/** Who may publish and subscribe what: a row for each subject, a column for each login. */
export function busMatrix(namespace?: string): BusMatrix {
  const all = BUS_LOGINS.map((login) => [login.name, busPermissions(login, namespace)] as const);
  const subjects = new Set(all.flatMap(([, { publish, subscribe }]) => [...publish, ...subscribe]));
  const cell = (subject: string, { publish, subscribe }: BusPermissions): Cell =>
    `${publish.includes(subject) ? 'P' : ''}${subscribe.includes(subject) ? 'S' : ''}`;
  return {
    logins: all.map(([name]) => name),
    rows: [...subjects]
      .sort()
      .map((subject) => ({ subject, cells: all.map(([, row]) => cell(subject, row)) })),
  };
}
