import type { NumberedStream } from '@margay/messaging';
import type { Anchor } from './anchor.js';

/** Where anybody who may listen on the bus finds the checkpoints, each under its ordinal. */
export const CHECKPOINT_STREAM = {
  name: 'AUDIT_CHECKPOINTS',
  subject: 'audit.checkpoints',
} as const;

export class StreamAnchor implements Anchor {
  readonly name = 'jetstream';

  constructor(private readonly stream: NumberedStream) {}

  held(): Promise<number> {
    return this.stream.last();
  }

  keep(checkpoints: readonly string[], first: number): Promise<void> {
    return this.stream.publish(
      first,
      checkpoints.map((text) => ({ text })),
    );
  }
}
