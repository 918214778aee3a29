import type {
  DescFile,
  DescMessage,
  Message,
  MessageInitShape,
  MessageShape,
  Registry,
} from '@bufbuild/protobuf';
import { create, createRegistry } from '@bufbuild/protobuf';
import type { Cause, Fact, Recorded } from '@margay/event-store';

/** A domain event in contract form: what others may know of it. */
export interface WireEvent<Desc extends DescMessage = DescMessage> {
  readonly schema: Desc;
  readonly message: MessageShape<Desc>;
}

/** How a service's events leave it: total, and without what is nobody's business. */
export type ToWire<Event extends Fact> = (recorded: Recorded<Event>) => WireEvent;

/** `return wireEvent(TokenCreatedSchema, { tokenId, name })` */
export const wireEvent = <Desc extends DescMessage>(
  schema: Desc,
  fields: MessageInitShape<Desc>,
): WireEvent<Desc> => ({ schema, message: create(schema, fields) });

/** Where an event stands and how it came to be. */
export interface EventEnvelope {
  /** Whose log it is in. */
  readonly service: string;
  /** Of that log. Positions of two epochs must not be compared. */
  readonly epoch: string;
  /** 1, 2, 3, … without gaps. */
  readonly position: number;
  readonly id: string;
  /** Category and id, `token-<uuid>`. */
  readonly stream: string;
  /** Within the stream, from 1. */
  readonly version: number;
  /** Full protobuf name, `margay.tokens.v1.TokenCreated`. */
  readonly type: string;
  readonly at: Date;
  readonly cause: Cause;
}

/** Another service's event. `isMessage(event.data, TokenCreatedSchema)` tells which. */
export interface ConsumedEvent extends EventEnvelope {
  readonly data: Message;
}

/** An event whose data we cannot read: of a type that we do not know, or not as its type says. */
export interface UnreadableEvent extends EventEnvelope {
  readonly problem: string;
}

export type ReceivedEvent = ConsumedEvent | UnreadableEvent;

export const isReadable = (event: ReceivedEvent): event is ConsumedEvent => 'data' in event;

/** Knows the messages of these proto files: `eventTypes(file_margay_tokens_v1_token_events)`. */
export const eventTypes = (...files: readonly DescFile[]): Registry => createRegistry(...files);
