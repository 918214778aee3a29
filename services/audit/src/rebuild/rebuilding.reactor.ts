import { randomUUID } from 'node:crypto';
import { type AnyEvent, eventFilesOf } from '@margay/contracts';
import { type CommandHandler, LedWork, type PostgresEventStore } from '@margay/event-store';
import {
  type BusClient,
  causeOf,
  eventTypes,
  isReadable,
  isRetryable,
  RemoteLog,
  systemCaller,
} from '@margay/messaging';
import { gauge } from '@margay/observability';
import type { AuditEvent } from '../audit-event.js';
import { type Drafted, drafted } from '../records/auditable.js';
import { auditableOf } from '../records/own-log.projection.js';
import { writeAnew } from '../records/record-writer.projection.js';
import { AUDITED } from '../records/service-events.reactor.js';
import type { AnewQuery, RebuildSource, RunningRebuild } from './anew.query.js';
import { REBUILD } from './rebuilds.service.js';
import type { Rebuild, RebuildCommand, RebuildEvent } from './rebuild.decider.js';

export type RebuildHandler = CommandHandler<RebuildCommand, Rebuild, RebuildEvent>;

const LOOK_MS = 1_000;
const BATCH = 500;

const left = gauge({
  name: 'margay_audit_rebuild_events_left',
  help: 'Events that are still to be read by the rebuild of records that is under way.',
});

interface Following {
  /** Position of the last event; undefined at the end of the log. */
  readonly last: number | undefined;
  readonly drafts: readonly Drafted[];
}

/**
 * Makes records anew from the logs, beside those that are read; what differs then takes its place.
 *
 * It may be stopped anywhere: how far each log was read is kept with what came of it.
 */
export class Rebuilding extends LedWork {
  private readonly logs: ReadonlyMap<string, RemoteLog>;

  constructor(
    private readonly store: PostgresEventStore<AuditEvent>,
    private readonly anew: AnewQuery,
    private readonly handler: RebuildHandler,
    client: BusClient,
  ) {
    super(store, { role: 'rebuilding', everyMs: LOOK_MS });
    this.logs = new Map(
      AUDITED.map((owner) => [
        owner,
        new RemoteLog(client, 'audit', owner, eventTypes(...eventFilesOf(owner))),
      ]),
    );
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const rebuild = await this.anew.running();
    if (!rebuild) {
      await this.anew.clear();
      return false;
    }
    const isSwitched = await this.anew.begin(rebuild);
    const sources = await this.anew.sources();
    left.set(sources.reduce((sum, { position, head }) => sum + head - position, 0));
    const open = sources.find(({ position, head }) => position < head);
    signal.throwIfAborted();
    if (open) await this.read(open, rebuild);
    else {
      if (!isSwitched) await this.swap(rebuild);
      await this.end(rebuild);
    }
    return true;
  }

  private async read(at: RebuildSource, rebuild: RunningRebuild): Promise<void> {
    const { last, drafts } = await this.following(at);
    // A log that ends before it should has lost what the records tell of.
    await this.anew.advance(at, last ?? at.head, (sql) => writeAnew(drafts, rebuild.through, sql));
  }

  /** The next events. One that cannot be read is passed over: its record cannot be made anew. */
  private async following(at: RebuildSource): Promise<Following> {
    try {
      return await this.events(at, BATCH);
    } catch (error) {
      if (isRetryable(error)) throw error;
    }
    try {
      return await this.events(at, 1);
    } catch (error) {
      if (isRetryable(error)) throw error;
      const { source, position } = at;
      this.logger.error('An event cannot be read.', { source, after: position, error });
      return { last: position + 1, drafts: [] };
    }
  }

  private async events({ source, position }: RebuildSource, limit: number): Promise<Following> {
    const log = this.logs.get(source);
    if (!log) {
      const events = await this.store.read(position, limit);
      const drafts = events.map((event) => drafted(auditableOf(event)));
      return { last: events.at(-1)?.position, drafts };
    }
    const { events } = await log.read(position, limit);
    const drafts = events.flatMap((event) => {
      if (!isReadable(event)) return [];
      const { data, service, ...rest } = event;
      return [drafted({ ...rest, source: service, message: data as AnyEvent })];
    });
    return { last: events.at(-1)?.position, drafts };
  }

  private async swap(rebuild: RunningRebuild): Promise<void> {
    await this.anew.compare(rebuild);
    await this.anew.replace(rebuild);
  }

  private async end(rebuild: RunningRebuild): Promise<void> {
    const findings = await this.anew.findings();
    if (findings.length > 0)
      this.logger.error('Records were not what had been recorded.', { findings });
    await this.handler.execute(
      REBUILD.id,
      { type: 'EndRebuild', records: await this.anew.count(rebuild), findings },
      causeOf(systemCaller('audit', randomUUID())),
    );
    await this.anew.clear();
  }
}
