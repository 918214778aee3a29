import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

/** Shapes are checked here, meanings (what a path is, what a condition says) by `enrichment`. */
const actor = z.object({ id: z.string(), type: z.enum(['user', 'api-token', 'system']) });
const time = z.string().meta({ format: 'date-time' });
const text = z.string().max(1_000);
const logType = text.meta({ description: '`AWS.CloudTrail`, or a family such as `Suricata.*`.' });
const next = z
  .string()
  .optional()
  .meta({ description: 'Cursor of the next page; absent on the last.' });

const fields = z.record(
  z.string(),
  z.strictObject({
    path: text
      .optional()
      .meta({ description: 'A top-level field, or a path such as `$.a.b[0].c`.' }),
    method: text.optional().meta({ description: 'The name of an extractor.' }),
  }),
);
const selectors = z.array(text).max(100).meta({
  description: 'Where events carry what is looked up: fields, paths, or `p_any_…`.',
});

export const SettingsPage = pageQuery(100, 200);
export type SettingsPage = z.output<typeof SettingsPage>;

export const WriteDataModel = z
  .strictObject({ fields: fields.optional(), selectors: selectors.optional() })
  .meta({ id: 'WriteDataModel' });
export type WriteDataModel = z.output<typeof WriteDataModel>;

const change = {
  revision: z.int().meta({ description: 'How often it was changed.' }),
  updatedAt: time,
  updatedBy: actor.optional(),
};

export const DataModel = z
  .object({
    logType,
    origin: z.enum(['built-in', 'custom']),
    fields,
    selectors,
    revision: change.revision.optional(),
    updatedAt: time.optional(),
    updatedBy: actor.optional(),
  })
  .meta({ id: 'DataModel' });
export type DataModel = z.output<typeof DataModel>;

export const DataModelList = z
  .object({ results: z.array(DataModel), next })
  .meta({ id: 'DataModelList' });
export type DataModelList = z.output<typeof DataModelList>;

export const DataModelVersions = z
  .object({
    results: z.array(
      z.object({
        ...change,
        definition: z
          .object({ fields, selectors })
          .optional()
          .meta({ description: 'Absent where it was removed.' }),
      }),
    ),
  })
  .meta({ id: 'DataModelVersions' });
export type DataModelVersions = z.output<typeof DataModelVersions>;

const ruleFields = {
  description: z.string().max(500),
  enabled: z.boolean(),
  logTypes: z.array(text).max(100).meta({ description: '`AWS.CloudTrail`, `AWS.*`, or `*`.' }),
  selectors,
  table: text.meta({ description: 'The table to look up in.' }),
  condition: z.string().max(2_000).meta({
    description:
      'In CEL (https://cel.dev) over `event`, with `inCidr(value, "10.0.0.0/8")`. Empty: always.',
  }),
  priority: z.int().min(0).max(10_000).meta({
    description:
      'Of the rules for one selector and table the lowest number whose condition is met applies.',
  }),
};

export const WriteRule = z
  .strictObject({
    ...ruleFields,
    description: ruleFields.description.optional(),
    enabled: ruleFields.enabled.optional(),
    condition: ruleFields.condition.optional(),
    priority: ruleFields.priority.optional(),
  })
  .meta({ id: 'WriteEnrichmentRule' });
export type WriteRule = z.output<typeof WriteRule>;

export const Rule = z
  .object({ name: z.string(), ...ruleFields, ...change })
  .meta({ id: 'EnrichmentRule' });
export type Rule = z.output<typeof Rule>;

export const RuleList = z
  .object({ results: z.array(Rule), next })
  .meta({ id: 'EnrichmentRuleList' });
export type RuleList = z.output<typeof RuleList>;

export const ExplainEvent = z
  .strictObject({ logType: z.string().min(1).max(100), event: z.record(z.string(), z.unknown()) })
  .meta({ id: 'ExplainEvent' });
export type ExplainEvent = z.output<typeof ExplainEvent>;

export const Explanation = z
  .object({
    event: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The event as it would come out.' }),
    steps: z
      .array(
        z.object({
          selector: z.string(),
          rule: z.string().meta({ description: '`built-in` for what needs no rule.' }),
          table: z.string(),
          status: z.string(),
        }),
      )
      .meta({ description: 'Every look-up in its order, those that were skipped included.' }),
    fields: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Its values in the unified data model.' }),
  })
  .meta({ id: 'EnrichmentExplanation' });
export type Explanation = z.output<typeof Explanation>;

export const Notices = z
  .object({
    results: z.array(
      z.object({
        table: z.string(),
        source: z.string(),
        url: z.string(),
        licence: z.string(),
        attribution: z.string(),
        ranges: z.int(),
        rows: z.int(),
        bytes: z.int().meta({ description: 'Of memory, in each replica.' }),
      }),
    ),
  })
  .meta({ id: 'EnrichmentNotices' });
export type Notices = z.output<typeof Notices>;
