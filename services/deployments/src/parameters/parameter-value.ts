import { RE2JS } from 're2js';
import type { DeclaredParameter } from './declared-parameter.js';

const VALUE_BYTES_MAX = 4_096;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** What a value breaks: which rule, in words that never repeat a value, and what to do. */
export interface Broken {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

type Pattern = { readonly matches: (text: string) => boolean };

/** Checks values of one parameter; its pattern is compiled once, for an engine that takes linear time. */
export class ValueRules {
  private readonly pattern: Pattern | undefined;
  /** The pattern is for another kind of engine: only CloudFormation itself can say. */
  readonly patternUnreadable: boolean = false;

  constructor(readonly declared: DeclaredParameter) {
    if (declared.allowedPattern === undefined) return;
    try {
      const compiled = RE2JS.compile(declared.allowedPattern);
      this.pattern = { matches: (text) => compiled.matches(text) };
    } catch {
      this.patternUnreadable = true;
    }
  }

  /** Everything that is wrong with a value, not the first thing only. */
  broken(value: string): readonly Broken[] {
    const { type } = this.declared;
    const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
    const items = isList ? value.split(',').map((item) => item.trim()) : [value];
    const numeric = type === 'Number' || type === 'List<Number>';
    return [
      ...this.size(value),
      ...(numeric ? this.numbers(items, type === 'Number') : []),
      ...this.lengths(value),
      ...this.allowed(items),
      ...this.matched(items),
    ];
  }

  private size(value: string): readonly Broken[] {
    if (Buffer.byteLength(value) <= VALUE_BYTES_MAX) return [];
    const message = `It is longer than CloudFormation takes, ${VALUE_BYTES_MAX} bytes.`;
    return [{ rule: 'size', message, fix: 'Give a shorter value.' }];
  }

  private numbers(items: readonly string[], ranged: boolean): readonly Broken[] {
    if (!items.every((item) => NUMBER.test(item)))
      return [{ rule: 'number', message: 'It is no number.', fix: 'Give it in digits.' }];
    const { minValue, maxValue } = this.declared;
    const [value = 0] = items.map(Number);
    if (ranged && minValue !== undefined && value < minValue)
      return [outOf('min_value', `It is less than ${minValue}.`, `Give ${minValue} or more.`)];
    if (ranged && maxValue !== undefined && value > maxValue)
      return [outOf('max_value', `It is more than ${maxValue}.`, `Give ${maxValue} or less.`)];
    return [];
  }

  private lengths(value: string): readonly Broken[] {
    const { type, minLength, maxLength } = this.declared;
    if (type !== 'String') return [];
    if (minLength !== undefined && value.length < minLength)
      return [
        outOf('min_length', `It has less than ${minLength} characters.`, 'Give a longer one.'),
      ];
    if (maxLength !== undefined && value.length > maxLength)
      return [
        outOf('max_length', `It has more than ${maxLength} characters.`, 'Give a shorter one.'),
      ];
    return [];
  }

  private allowed(items: readonly string[]): readonly Broken[] {
    const { allowedValues } = this.declared;
    if (!allowedValues || items.every((item) => allowedValues.includes(item))) return [];
    const fix = `Give one of: ${allowedValues.map((each) => each || '(empty)').join(', ')}.`;
    return [{ rule: 'allowed_values', message: 'It is not among the allowed values.', fix }];
  }

  private matched(items: readonly string[]): readonly Broken[] {
    const { pattern } = this;
    if (!pattern || items.every((item) => pattern.matches(item))) return [];
    const { constraintDescription, allowedPattern = '' } = this.declared;
    const message = 'It does not match the pattern, as a whole.';
    return [{ rule: 'pattern', message, fix: constraintDescription ?? `Match ${allowedPattern}` }];
  }
}

const outOf = (rule: string, message: string, fix: string): Broken => ({ rule, message, fix });
