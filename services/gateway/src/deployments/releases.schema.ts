import { z } from 'zod';
import { pageQuery } from '../paging.schema.js';

const version = z.string().max(40).meta({ description: 'Such as 1.25.18.' });
const range = z
  .string()
  .max(200)
  .meta({ description: 'A range of versions, such as >=1.19.5 <1.21.0.' });
const channel = z
  .enum(['stable', 'candidate'])
  .meta({ description: 'A deployment on candidate is offered what is stable as well.' });
const when = z
  .enum(['custom_domain', 'customer_snowflake', 'deployment_role', 'administrator'])
  .meta({ description: 'Only for deployments that are like this.' });
const asOf = z.string().max(10).optional().meta({
  description: 'As it was at the end of this day, 2026-11-22, in UTC. Today if not given.',
});
const reason = z.string().min(1).max(500).meta({ description: 'For people, and the audit log.' });
const text = z.string().max(2_000);
const names = z.array(z.string().max(255)).max(200);

const step = z.strictObject({
  id: z.string().max(60),
  phase: z.enum(['before', 'after']),
  text,
  evidence: text.meta({ description: 'What shows that it is done.' }),
  when: when.optional(),
  document: z.enum(['api_alias_template']).optional(),
});

export const MigrationNote = z
  .strictObject({
    id: z.string().max(60),
    title: z.string().max(200),
    from: range,
    to: range,
    when: when.optional(),
    kind: z.enum(['remove_libraries', 'drop_parameters', 'supply_parameters', 'manual']),
    parameter: z.string().max(255).optional().meta({ description: 'Of remove_libraries.' }),
    libraries: names.optional().meta({ description: 'Of remove_libraries.' }),
    parameters: names.optional().meta({ description: 'Of drop_parameters and supply_parameters.' }),
    steps: z.array(step).max(50).optional().meta({ description: 'Of manual.' }),
    provenBy: z
      .string()
      .max(255)
      .optional()
      .meta({ description: 'Of manual: the parameter that only those have set who did it.' }),
  })
  .meta({ id: 'MigrationNote' });
export type MigrationNote = z.output<typeof MigrationNote>;

const urls = z.record(z.string().max(30), text);

export const RegisterRelease = z
  .strictObject({
    channel,
    templateUrls: urls
      .optional()
      .meta({ description: 'By region, where they are not where releases are published to.' }),
    roleTemplateUrl: text.optional(),
    template: z
      .string()
      .max(900_000)
      .optional()
      .meta({ description: 'The root template itself, YAML or JSON, to read parameters from.' }),
    roleTemplate: z
      .string()
      .max(900_000)
      .optional()
      .meta({ description: 'The template of the deployment role, to read its actions from.' }),
    capabilities: z.array(z.string().max(40)).max(3).optional(),
    renamedParameters: z
      .record(z.string().max(255), z.string().max(255))
      .optional()
      .meta({ description: 'New name by old name.' }),
    notes: z.array(MigrationNote).max(50).optional(),
  })
  .meta({ id: 'RegisterRelease' });
export type RegisterRelease = z.output<typeof RegisterRelease>;

export const ReleaseReason = z.strictObject({ reason }).meta({ id: 'ReleaseReason' });
export type ReleaseReason = z.output<typeof ReleaseReason>;

export const ReleaseDay = z.strictObject({ asOf });
export type ReleaseDay = z.output<typeof ReleaseDay>;

export const ReleaseQuery = pageQuery(50, 100).extend({
  asOf,
  channel: channel.optional(),
  minor: z.string().max(20).optional().meta({ description: 'Such as 1.25.' }),
  status: z.enum(['listed', 'unlisted', 'withdrawn']).optional(),
});
export type ReleaseQuery = z.output<typeof ReleaseQuery>;

export const EdgeQuery = pageQuery(50, 100).extend({ asOf });
export type EdgeQuery = z.output<typeof EdgeQuery>;

const summary = {
  version,
  channel,
  listed: z.boolean().meta({ description: 'Recommended to stop at.' }),
  withdrawn: z.string().optional().meta({ description: 'Why it was taken back.' }),
  templateUrls: z.record(z.string(), z.string()).meta({ description: 'By region.' }),
  roleTemplateUrl: z.string(),
  capabilities: z.array(z.string()),
  renamedParameters: z.record(z.string(), z.string()),
  notes: z.array(MigrationNote),
  templateRead: z.boolean(),
  roleTemplateRead: z.boolean(),
};

export const Release = z.object(summary).meta({ id: 'Release' });
export type Release = z.output<typeof Release>;

export const WholeRelease = z
  .object({
    ...summary,
    parameters: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        default: z.string().optional(),
        allowedValues: z.array(z.string()),
        allowedPattern: z.string().optional(),
        constraintDescription: z.string().optional(),
        minLength: z.number().optional(),
        maxLength: z.number().optional(),
        minValue: z.number().optional(),
        maxValue: z.number().optional(),
        noEcho: z.boolean(),
        description: z.string().optional(),
      }),
    ),
    nestedStacks: z.array(z.object({ logicalId: z.string(), templateUrl: z.string().optional() })),
    roleActions: z.array(z.string()).meta({ description: 'What its deployment role may do.' }),
  })
  .meta({ id: 'WholeRelease' });
export type WholeRelease = z.output<typeof WholeRelease>;

const next = z
  .string()
  .optional()
  .meta({ description: 'Cursor of the next page; absent on the last.' });

export const ReleaseList = z
  .object({ results: z.array(Release), next })
  .meta({ id: 'ReleaseList' });
export type ReleaseList = z.output<typeof ReleaseList>;

const edge = {
  from: range.meta({ description: 'The versions the step must not be taken from.' }),
  to: version,
  reason,
  url: text.optional(),
  when: when.optional(),
};

export const CloseEdge = z.strictObject(edge).meta({ id: 'CloseEdge' });
export type CloseEdge = z.output<typeof CloseEdge>;

export const ClosedEdge = z.object({ id: z.string(), ...edge }).meta({ id: 'ClosedEdge' });
export type ClosedEdge = z.output<typeof ClosedEdge>;

export const ClosedEdgeList = z
  .object({ results: z.array(ClosedEdge), next })
  .meta({ id: 'ClosedEdgeList' });
export type ClosedEdgeList = z.output<typeof ClosedEdgeList>;
