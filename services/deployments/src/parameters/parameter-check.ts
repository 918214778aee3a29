import { brokenTogether, doubtful, type Finding, type Situation } from './cross-rules.js';
import type { DeclaredParameter, ParameterValues } from './declared-parameter.js';
import { GUIDE_PARAMETERS } from './guide-parameters.js';
import { ValueRules } from './parameter-value.js';

export interface ParameterVerdict {
  /** Everything that CloudFormation or AWS would refuse, all at once. */
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

const MINIMAL = new Set(GUIDE_PARAMETERS.map(({ name }) => name));

/** Checks whole sets of values against what one template declares. */
export class ParameterCheck {
  private readonly rules: ReadonlyMap<string, ValueRules>;
  private readonly declared: ReadonlySet<string>;
  private readonly defaults: ParameterValues;

  constructor(declared: readonly DeclaredParameter[]) {
    this.rules = new Map(declared.map((each) => [each.name, new ValueRules(each)]));
    this.declared = new Set(declared.map(({ name }) => name));
    this.defaults = Object.fromEntries(
      declared.flatMap((each) => (each.default === undefined ? [] : [[each.name, each.default]])),
    );
  }

  verdict(given: ParameterValues, situation: Situation): ParameterVerdict {
    const values = { ...this.defaults, ...given };
    return {
      errors: [
        ...this.unknown(given),
        ...this.missing(given),
        ...this.broken(given),
        ...brokenTogether(this.declared, values, situation),
      ],
      warnings: [
        ...this.unchecked(given),
        ...doubtful(given, values, MINIMAL, this.defaults, situation),
      ],
    };
  }

  private unknown(given: ParameterValues): readonly Finding[] {
    const names = Object.keys(given).filter((name) => !this.rules.has(name));
    return names.map((parameter) => ({
      parameter,
      rule: 'unknown',
      message: 'The template does not declare it.',
      fix: 'Leave it out.',
    }));
  }

  private missing(given: ParameterValues): readonly Finding[] {
    const names = [...this.rules.values()]
      .filter(({ declared }) => declared.default === undefined)
      .map(({ declared }) => declared.name)
      .filter((name) => !Object.hasOwn(given, name));
    return names.map((parameter) => ({
      parameter,
      rule: 'missing',
      message: 'It has no default.',
      fix: 'Give a value.',
    }));
  }

  private broken(given: ParameterValues): readonly Finding[] {
    return Object.entries(given).flatMap(([parameter, value]) =>
      (this.rules.get(parameter)?.broken(value) ?? []).map((each) => ({ parameter, ...each })),
    );
  }

  private unchecked(given: ParameterValues): readonly Finding[] {
    return Object.keys(given)
      .filter((name) => this.rules.get(name)?.patternUnreadable)
      .map((parameter) => ({
        parameter,
        rule: 'pattern_unread',
        message: 'Its pattern can only be checked by CloudFormation.',
        fix: 'Compare the value with the pattern of the template.',
      }));
  }
}
