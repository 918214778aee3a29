import type { Circumstance } from './release.js';

/** What crossing from some versions to others asks for, beside the new template. */
export interface MigrationNote {
  readonly id: string;
  readonly title: string;
  /** A step is concerned when it leaves a version of `from` for one of `to`; both are ranges. */
  readonly from: string;
  readonly to: string;
  readonly when?: Circumstance;
  readonly work: MigrationWork;
}

export type MigrationWork =
  /** Done by the plan: libraries that are included now leave a list of Python libraries. */
  | {
      readonly kind: 'remove_libraries';
      readonly parameter: string;
      readonly libraries: readonly string[];
    }
  /** Done by the plan: the template no longer has them. */
  | { readonly kind: 'drop_parameters'; readonly parameters: readonly string[] }
  /** Somebody has to say these values. */
  | { readonly kind: 'supply_parameters'; readonly parameters: readonly string[] }
  /** Done by a person, who says so and shows it. */
  | {
      readonly kind: 'manual';
      readonly steps: readonly ManualStep[];
      /** Whoever set this parameter did it before. */
      readonly provenBy?: string;
    };

export interface ManualStep {
  readonly id: string;
  readonly phase: 'before' | 'after';
  readonly text: string;
  /** What shows that it is done. */
  readonly evidence: string;
  readonly when?: Circumstance;
  /** A document to do it with. */
  readonly document?: 'api_alias_template';
}
