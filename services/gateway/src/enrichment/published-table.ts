import { ServiceError } from '@margay/contracts';
import { z } from 'zod';
import { validated } from '../validated.js';
import type { WriteLookupTable } from './lookup-tables.schema.js';

/** What the published types of columns are here. */
const TYPES = {
  string: 'string',
  int: 'int',
  smallint: 'int',
  bigint: 'int',
  float: 'float',
  boolean: 'boolean',
  timestamp: 'timestamp',
  json: 'json',
  object: 'json',
  array: 'json',
} as const;

const text = z.string().max(1_000);

/** A table as detection repositories keep them. */
const Table = z.strictObject({
  AnalysisType: z.literal('lookup_table'),
  LookupName: text,
  Enabled: z.boolean(),
  Schema: text,
  LogTypeMap: z.strictObject({
    PrimaryKey: text,
    AssociatedLogTypes: z
      .array(z.strictObject({ LogType: text, Selectors: z.array(text).nullish() }))
      .nullish(),
  }),
  Description: text.optional(),
  Reference: text.optional(),
  BaseVersion: z.int().optional(),
  // Where the file lies beside the table; its content is sent by itself.
  Filename: text.optional(),
  Refresh: z
    .strictObject({
      ObjectPath: text,
      PeriodMinutes: z.int().min(1).optional(),
      AlarmPeriodMinutes: z.int().min(1).optional(),
      RoleARN: text.optional(),
      // The role says itself which keys it may use.
      ObjectKMSKey: text.optional(),
    })
    .optional(),
});

/** The log schema that describes its rows. */
const Schema = z.strictObject({
  schema: text.optional(),
  description: text.optional(),
  referenceURL: text.optional(),
  version: z.int().optional(),
  fields: z.array(
    z.looseObject({
      name: text,
      type: z.enum(Object.keys(TYPES) as [keyof typeof TYPES]),
      required: z.boolean().optional(),
      isExpiration: z.boolean().optional(),
      validate: z.looseObject({ cidr: z.enum(['ipv4', 'ipv6', 'any']).optional() }).optional(),
    }),
  ),
});

const isPublished = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'AnalysisType' in given;

const formatOf = (path: string): 'csv' | 'jsonl' | 'mmdb' => {
  const [, ending] = /\.(jsonl|mmdb)(?:\.gz)?$/.exec(path) ?? [];
  return (ending as 'jsonl' | 'mmdb' | undefined) ?? 'csv';
};

const refused = (path: string, message: string) =>
  new ServiceError('bad_request', 'The request is not valid.', { fields: [{ path, message }] });

/** Without a period the published standard is an hour. */
const refreshOf = (refresh: z.output<typeof Table>['Refresh']): WriteLookupTable['refresh'] => {
  if (refresh === undefined) return undefined;
  const { ObjectPath: url, PeriodMinutes = 60, AlarmPeriodMinutes, RoleARN: roleArn } = refresh;
  if (!/^(?:https|s3):\/\//.test(url))
    throw refused('Refresh.ObjectPath', 'Must begin with https:// or s3://.');
  if (url.startsWith('s3:') !== (roleArn !== undefined))
    throw refused('Refresh.RoleARN', 'A role is needed for s3://, and for nothing else.');
  return {
    url,
    ...(roleArn === undefined ? {} : { roleArn }),
    format: formatOf(url),
    periodMinutes: PeriodMinutes,
    ...(AlarmPeriodMinutes === undefined ? {} : { alarmMinutes: AlarmPeriodMinutes }),
  };
};

/**
 * A definition as it is meant here, where two YAML documents were sent: the published specification
 * of a lookup table, and the log schema of its rows. Anything else is passed on as it is.
 *
 * @param name of the route, which the table must have
 * @throws ServiceError `bad_request` by the fields of the specification
 */
export function fromPublished(given: unknown, name: string): unknown {
  const [table, schema] = Array.isArray(given) ? (given as unknown[]) : [given];
  if (!isPublished(table)) return given;
  const spec = validated(Table, table);
  if (spec.LookupName !== name) throw refused('LookupName', 'The route names another table.');
  if (schema === undefined)
    throw refused('Schema', 'Send the schema as a second document, behind a line of ---.');
  const { fields } = validated(Schema, schema);
  const { LogTypeMap, Refresh } = spec;
  const refresh = refreshOf(Refresh);
  const definition: WriteLookupTable = {
    description: spec.Description ?? '',
    reference: spec.Reference ?? '',
    enabled: spec.Enabled,
    schema: {
      primaryKey: LogTypeMap.PrimaryKey,
      columns: fields.map(({ name: column, type, required, isExpiration, validate }) => ({
        name: column,
        type: TYPES[type],
        ...(required === undefined ? {} : { required }),
        ...(isExpiration === undefined ? {} : { isExpiration }),
        ...(validate?.cidr === undefined ? {} : { validate: { cidr: validate.cidr } }),
      })),
    },
    associations: (LogTypeMap.AssociatedLogTypes ?? []).map(({ LogType, Selectors }) => ({
      logType: LogType,
      selectors: Selectors ?? [],
    })),
    ...(refresh ? { refresh } : {}),
  };
  return definition;
}
