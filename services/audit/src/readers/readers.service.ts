import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import {
  type Cause,
  type CommandHandler,
  InjectProjector,
  type Projector,
} from '@margay/event-store';
import { DurableReaders } from '@margay/messaging';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditEvent } from '../audit-event.js';
import { type Start, StartQuery } from '../consumers/start.query.js';
import type { Reader, ReaderCommand, ReaderEvent } from './reader.decider.js';
import { ReaderListProjection } from './reader-list.projection.js';
import { ReaderPlaces, type ReaderRow } from './reader-place.query.js';

export const READERS = Symbol('readers');

const READERS_MAX = 100;
const NAME_LENGTH_MAX = 100;
const ACTIONS_MAX = 50;

const refused = (path: string, message: string): ServiceError =>
  new ServiceError('bad_request', 'The reader cannot be registered like this.', {
    fields: [{ path, message }],
  });

/** Registers readers of the stream of records, and says how they are doing. */
@Injectable()
export class ReadersService {
  constructor(
    @Inject(READERS) private readonly handler: CommandHandler<ReaderCommand, Reader, ReaderEvent>,
    private readonly places: ReaderPlaces,
    private readonly readers: DurableReaders,
    private readonly starts: StartQuery,
    @InjectProjector(ReaderListProjection) private readonly projector: Projector<AuditEvent>,
  ) {}

  get stream(): string {
    return this.readers.stream;
  }

  async register(
    { name, actions, start }: { name: string; actions: readonly string[]; start: Start },
    cause: Cause,
  ): Promise<ReaderRow> {
    if (name.trim() === '' || name.length > NAME_LENGTH_MAX)
      throw refused('name', `1 to ${NAME_LENGTH_MAX} characters.`);
    if (actions.length > ACTIONS_MAX) throw refused('actions', `Must be at most ${ACTIONS_MAX}.`);
    if (actions.length > 1 && !(await this.readers.allowsSeveralTopics()))
      throw refused('actions', 'The NATS server of this installation takes one, or none for all.');
    if ((await this.list()).length >= READERS_MAX)
      throw new ServiceError('conflict', `There are ${READERS_MAX} already, and no more can be.`);
    const id = randomUUID();
    const afterSequence = await this.starts.afterOrHead(start);
    await this.handler.execute(
      id,
      { type: 'RegisterReader', name: name.trim(), actions: [...new Set(actions)], afterSequence },
      cause,
    );
    return this.one(id);
  }

  async list(): Promise<readonly ReaderRow[]> {
    await this.projector.fresh();
    return this.places.list();
  }

  /** @throws ServiceError `not_found` */
  async one(id: string): Promise<ReaderRow> {
    await this.projector.fresh();
    const [reader] = UUID.test(id) ? await this.places.list(id) : [];
    if (reader === undefined) throw new ServiceError('not_found', 'There is no such reader.');
    return reader;
  }

  async remove(id: string, expectedRevisions: readonly number[], cause: Cause): Promise<void> {
    await this.one(id);
    await this.handler.execute(id, { type: 'RemoveReader', expectedRevisions }, cause);
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
