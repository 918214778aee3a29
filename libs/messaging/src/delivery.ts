import type { Msg } from 'nats';

/** What JetStream says of a message that it delivers. */
export interface DeliveryInfo {
  /** From 1. */
  readonly deliveries: number;
  /** In the stream. */
  readonly sequence: number;
  /** When it was stored, in nanoseconds since 1970, as the server writes it. */
  readonly storedAt: string;
  /** Messages behind it that were not delivered yet. */
  readonly pending: number;
}

/** Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<…>.<stored at>.<pending>`. */
export function deliveryOf(message: Pick<Msg, 'reply'>): DeliveryInfo {
  const parts = message.reply?.split('.') ?? [];
  // Newer servers put domain and account in front, and may add a part at the end.
  const [deliveries, sequence, , storedAt, pending] = parts.slice(parts.length === 9 ? 4 : 6);
  return {
    deliveries: Number(deliveries) || 0,
    sequence: Number(sequence) || 0,
    storedAt: storedAt ?? '',
    pending: Number(pending) || 0,
  };
}
