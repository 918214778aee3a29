import { createHash } from 'node:crypto';
import type { NumberedStream } from '@margay/messaging';
import type { Anchor } from './anchor.js';

/** Where anybody who may listen on the bus finds the checkpoints, each under its ordinal. */
export const CHECKPOINT_STREAM = {
  name: 'AUDIT_CHECKPOINTS',
  subject: 'audit.checkpoints',
} as const;

const idOf = (checkpoint: string): string => createHash('sha256').update(checkpoint).digest('hex');

export class StreamAnchor implements Anchor {
  readonly name = 'jetstream';

  constructor(private readonly stream: NumberedStream) {}

  held(): Promise<number> {
    return this.stream.last();
  }

  async holds(ordinal: number, checkpoint: string | undefined): Promise<boolean> {
    if (checkpoint === undefined) return false;
    const id = await this.stream.idAt(ordinal);
    // Those of before ids were given have none.
    return !id || id === idOf(checkpoint);
  }

  clear(): Promise<void> {
    return this.stream.recreate();
  }

  keep(checkpoints: readonly string[], first: number): Promise<void> {
    return this.stream.publish(
      first,
      checkpoints.map((text) => ({ text, id: idOf(text) })),
    );
  }
}
