import type { DescMessage } from '@bufbuild/protobuf';
import { EnrichmentCompletedSchema, EVENT_SOURCES, EVENTS } from '@margay/contracts';
import { announcementSubjectOf, eventStreamOf, spellingIn } from '@margay/messaging';
import { z } from 'zod';
import { AuditRecord } from './audit.schema.js';
import { type JsonSchema, ProtoJsonSchemas } from './proto-json-schema.js';

const SCHEMAS = '#/components/schemas/';
const bus = spellingIn();

const shortName = ({ typeName }: DescMessage): string =>
  typeName.slice(typeName.lastIndexOf('.') + 1);

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** The attributes that every event has, in NATS headers. */
const EVENT_HEADERS: JsonSchema = {
  type: 'object',
  required: [
    'Nats-Msg-Id',
    'ce-specversion',
    'ce-id',
    'ce-source',
    'ce-type',
    'ce-subject',
    'ce-time',
    'ce-sequence',
    'ce-actor',
  ],
  properties: {
    'Nats-Msg-Id': text('Id of the event. The same event has the same id however often it comes.'),
    'ce-specversion': { type: 'string', const: '1.0' },
    'ce-id': text('Id of the event.'),
    'ce-source': text(
      'margay/<service>/<epoch>. Another epoch is another log: read it from its start.',
    ),
    'ce-type': text('Full name of the message.'),
    'ce-subject': text('Stream of the log: <category>-<id>.'),
    'ce-time': { type: 'string', format: 'date-time' },
    'ce-sequence': text('Position in the log and sequence in the stream: from 1, without gaps.'),
    'ce-streamversion': text('Position within its stream of the log, from 1.'),
    'ce-actor': text('type;id;name, percent-encoded: who did it.'),
    'ce-origin': text('Address and user agent that it came from.'),
    'ce-requestid': text('Request that it came of; the audit record has the same.'),
    'ce-correlationid': text('What belongs together.'),
    'ce-causationid': text('Event that it came of.'),
    'ce-traceparent': text('W3C trace context.'),
    'ce-elided': text('true: the data did not fit the bus and is read by EventLogApi.'),
  },
};

interface Message {
  readonly name: string;
  readonly contentType: 'application/json';
  readonly headers?: JsonSchema;
  readonly payload: JsonSchema;
}

const refsTo = (channel: string, names: readonly string[]) =>
  names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

/** The document at `/asyncapi.json`: what Margay publishes, for whoever reads it from NATS. */
export function asyncApiOf() {
  const schemas = new ProtoJsonSchemas(SCHEMAS);
  const message = (schema: DescMessage, headers?: JsonSchema): Message => ({
    name: schema.typeName,
    contentType: 'application/json',
    ...(headers ? { headers } : {}),
    payload: schemas.refTo(schema),
  });
  const headers = { $ref: `${SCHEMAS}EventHeaders` };
  const feeds = EVENT_SOURCES.map((service) => ({
    name: `${service}Events`,
    channel: {
      address: `events.${service}.{category}.{event}`,
      title: `Events of ${service}`,
      description: `The log of ${service}, every event once, in its order. JetStream stream ${eventStreamOf(bus, service)}.`,
      parameters: {
        category: { description: 'What it happened to: the first part of ce-subject.' },
        event: { enum: EVENTS[service].map(shortName) },
      },
      messages: Object.fromEntries(
        EVENTS[service].map((each: DescMessage) => [shortName(each), message(each, headers)]),
      ),
    },
  }));
  const others = [
    {
      name: 'auditRecords',
      channel: {
        address: 'audit.records.{action}',
        title: 'Audit records',
        description:
          'The audit log, every record once, under its own sequence. JetStream stream AUDIT_RECORDS; the login `records` reads it.',
        parameters: { action: { description: 'What was done: CREATE_API_TOKEN.' } },
        messages: {
          AuditRecord: {
            name: 'AuditRecord',
            contentType: 'application/json' as const,
            payload: { $ref: `${SCHEMAS}AuditRecord` },
          },
        },
      },
    },
    {
      name: 'enrichmentCompleted',
      channel: {
        address: announcementSubjectOf(bus, 'enrichment', shortName(EnrichmentCompletedSchema)),
        title: 'Late answers',
        description:
          'A third party has answered somebody who no longer waited. Said once, not kept.',
        messages: { EnrichmentCompleted: message(EnrichmentCompletedSchema) },
      },
    },
  ];
  const channels = [...feeds, ...others];
  const { $schema: _, ...auditRecord } = z.toJSONSchema(AuditRecord, { target: 'draft-7' });
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Margay',
      version: '0.1.0',
      description:
        'What Margay publishes on NATS. Who may read it has a login of its own on the bus. Bodies of events are ProtoJSON: a field with its default is left out.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { bus: { host: 'localhost:4222', protocol: 'nats' } },
    channels: Object.fromEntries(channels.map(({ name, channel }) => [name, channel])),
    operations: Object.fromEntries(
      channels.map(({ name, channel }) => [
        `publish${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${name}` },
          messages: refsTo(name, Object.keys(channel.messages)),
        },
      ]),
    ),
    components: {
      schemas: { EventHeaders: EVENT_HEADERS, AuditRecord: auditRecord, ...schemas.all },
    },
  };
}
