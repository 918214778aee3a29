import { type Cause, InjectProjector, type Projector } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import { OwnLogProjection } from '../records/own-log.projection.js';
import { AnewQuery, type RebuildNews } from './anew.query.js';
import type { RebuildHandler } from './rebuilding.reactor.js';

/** All rebuilds are decided in one stream. */
export const REBUILD = { category: 'rebuild', id: 'log' } as const;
export const REBUILDS = Symbol('rebuilds');

export interface RebuildState {
  readonly newest: RebuildNews | undefined;
  readonly eventsRead: number;
  readonly events: number;
}

/** Has records made anew from the logs, and says how far that is. */
@Injectable()
export class RebuildsService {
  constructor(
    @Inject(REBUILDS) private readonly handler: RebuildHandler,
    private readonly anew: AnewQuery,
    @InjectProjector(OwnLogProjection) private readonly own: Projector<AuditEvent>,
  ) {}

  /** Everything acknowledged before is made anew. @throws ServiceError `conflict` while one is under way */
  async begin(reason: string, cause: Cause): Promise<void> {
    await this.own.fresh();
    const throughSequence = await this.anew.head();
    await this.handler.execute(
      REBUILD.id,
      { type: 'BeginRebuild', reason, throughSequence },
      cause,
    );
  }

  async state(): Promise<RebuildState> {
    const newest = await this.anew.newest();
    const sources = newest?.isRunning ? await this.anew.sources() : [];
    return {
      newest,
      eventsRead: sources.reduce((sum, { position }) => sum + position, 0),
      events: sources.reduce((sum, { head }) => sum + head, 0),
    };
  }
}
