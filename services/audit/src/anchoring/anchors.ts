import { type Database, type PostgresEventStore } from '@margay/event-store';
import { type Bus, NumberedStream } from '@margay/messaging';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Anchoring } from './anchoring.reactor.js';
import { FileAnchor } from './file-anchor.client.js';
import { HttpAnchor } from './http-anchor.client.js';
import { CHECKPOINT_STREAM, StreamAnchor } from './stream-anchor.client.js';

export interface AnchorOptions {
  readonly directory?: string | undefined;
  readonly url?: string | undefined;
}

/** Every place outside that is told of checkpoints: the bus always, a directory and a URL if there are any. */
export class Anchors implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly all: readonly Anchoring[];

  constructor(bus: Bus, database: Database, store: PostgresEventStore, options: AnchorOptions) {
    const { directory, url } = options;
    this.all = [
      new StreamAnchor(new NumberedStream(bus, CHECKPOINT_STREAM)),
      ...(directory === undefined ? [] : [new FileAnchor(directory)]),
      ...(url === undefined ? [] : [new HttpAnchor(url)]),
    ].map((anchor) => new Anchoring(database, store, anchor));
  }

  onApplicationBootstrap(): void {
    for (const each of this.all) each.onApplicationBootstrap();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.all.map((each) => each.onModuleDestroy()));
  }
}
