import type { DescMessage, DescService } from '@bufbuild/protobuf';
import {
  BreakersReportedSchema,
  EnrichmentApi,
  EnrichmentCompletedSchema,
  type EventSource,
  LookupTablesApi,
  ProviderLookupsApi,
  RolesApi,
  SharedStateApi,
} from '@margay/contracts';
import { CONTRACTS, EVENT_LOG } from './contracts.js';

/** A JetStream stream whose sequence is the number of what is in it. */
export interface StreamUse {
  readonly name: string;
  readonly subject: string;
  readonly hasTopics?: true;
  readonly isErasable?: true;
  /** Its owner keeps durable consumers of it for others, under names that only it knows. */
  readonly keepsReaders?: true;
}

export interface QueueUse {
  readonly name: string;
  readonly subject: string;
  readonly puts?: true;
  /** The groups that it works for. */
  readonly takes?: readonly string[];
  /** Makes the queue. */
  readonly declares?: true;
}

/**
 * What a login does on the bus, beside what the contracts say of it: a service serves its contracts,
 * and publishes its events, without being told here.
 */
export interface BusLogin {
  readonly name: string;
  readonly calls?: readonly DescService[];
  /** Whose events it has a durable consumer of, under which name. */
  readonly consumes?: { readonly [Owner in EventSource]?: string };
  /** Whose events it hears as they come. */
  readonly watches?: readonly EventSource[];
  readonly announces?: readonly DescMessage[];
  readonly hears?: readonly { readonly owner: string; readonly schema: DescMessage }[];
  readonly streams?: readonly StreamUse[];
  readonly queues?: readonly QueueUse[];
  /** Streams of which it may make, read and throw away consumers. */
  readonly reads?: readonly string[];
}

const LOGS = { name: 'LOGS', subject: 'logs' } as const;
const ENRICHED = { name: 'ENRICHED', subject: 'enriched' } as const;
const RECORDS = { name: 'AUDIT_RECORDS', subject: 'audit.records' } as const;

/** The services. */
export const SERVICE_LOGINS: readonly BusLogin[] = [
  { name: 'tokens' },
  { name: 'roles' },
  { name: 'deployments' },
  {
    name: 'audit',
    consumes: {
      tokens: 'audit-log',
      roles: 'audit-log',
      deployments: 'audit-log',
      enrichment: 'audit-log',
    },
    streams: [
      { ...RECORDS, hasTopics: true, isErasable: true, keepsReaders: true },
      { name: 'AUDIT_CHECKPOINTS', subject: 'audit.checkpoints' },
    ],
  },
  {
    name: 'enrichment',
    calls: [RolesApi],
    watches: ['roles'],
    announces: [EnrichmentCompletedSchema, BreakersReportedSchema],
    hears: [{ owner: 'enrichment', schema: BreakersReportedSchema }],
    queues: [
      { ...LOGS, declares: true, puts: true, takes: ['enrichment'] },
      { ...ENRICHED, declares: true, puts: true },
    ],
  },
  // Every contract has a door: one that is added later is called without being named here.
  { name: 'gateway', calls: CONTRACTS.filter((api) => api !== EVENT_LOG), watches: ['tokens'] },
];

/** Programs that are no services of ours and have a login. */
export const OUTSIDE_LOGINS: readonly BusLogin[] = [
  { name: 'collector', queues: [{ ...LOGS, puts: true }] },
  {
    name: 'detection',
    calls: [EnrichmentApi, LookupTablesApi, ProviderLookupsApi, SharedStateApi, RolesApi],
    watches: ['roles'],
    queues: [{ ...ENRICHED, takes: ['detections'] }],
  },
  { name: 'records', reads: [RECORDS.name] },
];

export const BUS_LOGINS: readonly BusLogin[] = [...SERVICE_LOGINS, ...OUTSIDE_LOGINS];
