import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { ManualStep, MigrationNote } from '../releases/migration-note.js';
import type { Circumstance } from '../releases/release.js';
import { isIn, type Version } from '../releases/version.js';
import { withoutLibraries } from './python-libraries.js';

export type MigrationTask = { readonly note: string; readonly title: string } & (
  | { readonly kind: 'automatic'; readonly edits: readonly ParameterEdit[] }
  | { readonly kind: 'supply'; readonly parameters: readonly string[] }
  | { readonly kind: 'manual'; readonly steps: readonly ManualStep[] }
);

export interface ParameterEdit {
  readonly parameter: string;
  readonly before: string;
  /** Absent: it is not passed any longer. */
  readonly after?: string;
}

/** Whether a step between two versions is one that a note is about. */
export const concerns = (
  note: MigrationNote,
  from: Version,
  to: Version,
  circumstances: ReadonlySet<Circumstance>,
): boolean =>
  isIn(from, note.from) && isIn(to, note.to) && (!note.when || circumstances.has(note.when));

const holds = (when: Circumstance | undefined, circumstances: ReadonlySet<Circumstance>) =>
  when === undefined || circumstances.has(when);

/** What is left to do about a note, or undefined where it is done already. */
export function taskFor(
  { id, title, work }: MigrationNote,
  values: ParameterValues,
  circumstances: ReadonlySet<Circumstance>,
): MigrationTask | undefined {
  const about = { note: id, title };
  switch (work.kind) {
    case 'remove_libraries': {
      const before = values[work.parameter];
      const after = before && withoutLibraries(before, work.libraries);
      if (before === undefined || after === undefined || after === before) return undefined;
      return { ...about, kind: 'automatic', edits: [{ parameter: work.parameter, before, after }] };
    }
    case 'drop_parameters': {
      const edits = work.parameters.flatMap((parameter) => {
        const before = values[parameter];
        return before === undefined ? [] : [{ parameter, before }];
      });
      return edits.length > 0 ? { ...about, kind: 'automatic', edits } : undefined;
    }
    case 'supply_parameters': {
      const parameters = work.parameters.filter((parameter) => !values[parameter]);
      return parameters.length > 0 ? { ...about, kind: 'supply', parameters } : undefined;
    }
    case 'manual': {
      if (work.provenBy !== undefined && values[work.provenBy]) return undefined;
      const steps = work.steps.filter(({ when }) => holds(when, circumstances));
      return { ...about, kind: 'manual', steps };
    }
  }
}

export function edited(values: ParameterValues, tasks: readonly MigrationTask[]): ParameterValues {
  const result = new Map(Object.entries(values));
  for (const task of tasks)
    if (task.kind === 'automatic')
      for (const { parameter, after } of task.edits)
        if (after === undefined) result.delete(parameter);
        else result.set(parameter, after);
  return Object.fromEntries(result);
}
