import type { DescService } from '@bufbuild/protobuf';
import { EVENT_SOURCES } from '@margay/contracts';
import {
  announcementSubjectOf,
  calleeOf,
  eventStreamOf,
  eventSubjectsOf,
  pulseSubjectOf,
  spellingIn,
  subjectOf,
} from '@margay/messaging';
import type { BusUser } from '../nats-config.js';
import type { BusLogin, QueueUse, StreamUse } from './bus-login.js';
import { CONTRACTS, EVENT_LOG } from './contracts.js';

export type BusPermissions = Required<NonNullable<BusUser['permissions']>>;

/** Publish and subscribe, as one part of what a login does needs them. */
interface Need {
  readonly publish?: readonly string[];
  readonly subscribe?: readonly string[];
}

const api = (verbs: readonly string[], ...path: readonly string[]): readonly string[] =>
  verbs.map((verb) => ['$JS', 'API', verb, ...path].join('.'));

/** Of a stream that is made by whoever has it, with as many copies as it should have. */
const OWN_STREAM = [
  'STREAM.INFO',
  'STREAM.CREATE',
  'STREAM.UPDATE',
  'STREAM.DELETE',
  'STREAM.MSG.GET',
] as const;

/** A durable consumer that is made, read and acknowledged by whoever has it. */
const durable = (stream: string, name: string): Need => ({
  publish: [
    ...api(
      ['CONSUMER.INFO', 'CONSUMER.CREATE', 'CONSUMER.DELETE', 'CONSUMER.MSG.NEXT'],
      stream,
      name,
    ),
    `$JS.ACK.${stream}.${name}.>`,
  ],
});

/** A login's permissions, worked out from the contracts and from what it does. */
export function busPermissions(login: BusLogin, namespace?: string): BusPermissions {
  const { name: self } = login;
  const spelling = spellingIn(namespace);
  const { subject, stream } = spelling;

  const hasLog = EVENT_SOURCES.some((source) => source === self);
  const served = CONTRACTS.filter((contract) =>
    contract === EVENT_LOG ? hasLog : calleeOf(contract) === self,
  );
  const subjectsOf = (contract: DescService, owner: string): readonly string[] =>
    contract.methods.map((method) => subject(subjectOf(method, owner)));

  const serving: Need = {
    subscribe: served.flatMap((contract) => subjectsOf(contract, self)),
    // Answers to whoever asked this service, and to nobody who asked another.
    publish: served.length > 0 ? [`_INBOX.*.${self}.>`] : [],
  };
  const calling = (contract: DescService, callee = calleeOf(contract)): Need => ({
    publish: subjectsOf(contract, callee),
    subscribe: [`_INBOX.${self}.${callee}.>`],
  });
  const relaying: Need = {
    publish: [
      eventSubjectsOf(spelling, self),
      pulseSubjectOf(spelling, self),
      ...api(OWN_STREAM, eventStreamOf(spelling, self)),
    ],
  };
  const consuming = Object.entries(login.consumes ?? {}).flatMap(([owner, name]) => [
    durable(eventStreamOf(spelling, owner), name),
    calling(EVENT_LOG, owner),
  ]);
  const watching: Need = {
    subscribe: (login.watches ?? []).flatMap((owner) => [
      eventSubjectsOf(spelling, owner),
      pulseSubjectOf(spelling, owner),
    ]),
  };
  const aloud: Need = {
    publish: (login.announces ?? []).map(({ name }) => announcementSubjectOf(spelling, self, name)),
    subscribe: (login.hears ?? []).map(({ owner, schema }) =>
      announcementSubjectOf(spelling, owner, schema.name),
    ),
  };
  const numbered = (use: StreamUse): Need => {
    const name = stream(use.name);
    const erasing = use.isErasable ? ['STREAM.PURGE', 'STREAM.MSG.DELETE'] : [];
    return {
      publish: [
        subject(use.hasTopics ? `${use.subject}.*` : use.subject),
        ...api([...OWN_STREAM, ...erasing], name),
        ...(use.keepsReaders
          ? [
              ...api(['CONSUMER.INFO', 'CONSUMER.DELETE', 'CONSUMER.DURABLE.CREATE'], name, '*'),
              ...api(['CONSUMER.CREATE'], name, '>'),
              ...api(['CONSUMER.LIST'], name),
            ]
          : []),
      ],
    };
  };
  const queueing = (use: QueueUse): readonly Need[] => {
    const name = stream(use.name);
    return [
      {
        publish: [
          ...api(
            ['STREAM.INFO', ...(use.declares ? ['STREAM.CREATE', 'STREAM.UPDATE'] : [])],
            name,
          ),
          ...(use.puts ? [subject(`${use.subject}.>`)] : []),
        ],
      },
      ...(use.takes ?? []).map((group) => durable(name, group)),
    ];
  };
  const reading = (name: string): Need => ({
    publish: [
      ...api(['STREAM.INFO'], stream(name)),
      ...api(['CONSUMER.CREATE'], stream(name), '>'),
      ...api(['CONSUMER.INFO', 'CONSUMER.MSG.NEXT', 'CONSUMER.DELETE'], stream(name), '*'),
      `$JS.ACK.${stream(name)}.*.>`,
    ],
  });

  const needs: readonly Need[] = [
    { subscribe: [`_INBOX.${self}.jetstream.>`] },
    serving,
    ...(hasLog ? [relaying] : []),
    ...(login.calls ?? []).map((contract) => calling(contract)),
    ...consuming,
    watching,
    aloud,
    ...(login.streams ?? []).map(numbered),
    ...(login.queues ?? []).flatMap(queueing),
    ...(login.reads ?? []).map(reading),
  ];
  const sorted = (side: keyof Need): readonly string[] =>
    [...new Set(needs.flatMap((need) => need[side] ?? []))].sort();
  return { publish: sorted('publish'), subscribe: sorted('subscribe') };
}
