import { z } from 'zod';
import { isDistinct, isKey, LogTypePattern, SelectorText } from '../data-models/data-model.js';
import { compileCondition } from './condition.js';

/** As people write it, and as it is kept. */
export interface RuleDefinition {
  readonly description: string;
  readonly enabled: boolean;
  /** `AWS.CloudTrail`, `AWS.*` for a family, `*` for every log type. */
  readonly logTypes: readonly string[];
  readonly selectors: readonly string[];
  /** The table to look up in. */
  readonly table: string;
  /** CEL over `event`; empty: always. */
  readonly condition: string;
  /** Of the rules for one selector and table the lowest number whose condition is met applies. */
  readonly priority: number;
}

export const RULE_LIMITS = { logTypes: 50, selectors: 10, description: 500 } as const;

const Condition = z.string().superRefine((text, context) => {
  try {
    compileCondition(text);
  } catch (thrown) {
    context.addIssue({ code: 'custom', message: (thrown as Error).message });
  }
});

export const RuleName = z
  .string()
  .regex(
    /^[a-z\d][a-z\d_-]{0,63}$/,
    'Expected 1 to 64 lower-case letters, digits, dashes and underscores.',
  );

/** What somebody asks to have as a rule, checked; the same values come out. */
export const RuleDefinition: z.ZodType<RuleDefinition> = z.strictObject({
  description: z.string().max(RULE_LIMITS.description),
  enabled: z.boolean(),
  logTypes: z
    .array(
      z.union(
        [z.literal('*'), LogTypePattern],
        'Expected a log type, a family such as AWS.*, or *.',
      ),
    )
    .min(1)
    .max(RULE_LIMITS.logTypes)
    .refine(isDistinct, 'One is repeated.'),
  selectors: z
    .array(SelectorText)
    .min(1)
    .max(RULE_LIMITS.selectors)
    .refine(isDistinct, 'One is repeated.'),
  table: z.string().min(1).max(128).refine(isKey, 'This name cannot be used.'),
  condition: Condition,
  priority: z.number().int().min(0).max(10_000),
});
