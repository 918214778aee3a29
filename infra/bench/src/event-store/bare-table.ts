import pg from 'pg';
import { rateDuring } from '../rounds.js';
import { SCHEMA } from './log-database.js';
import { TURN_MS } from './log-appends.js';
import { sampleAppend } from './sample-event.js';

const INSERT = `
  INSERT INTO ${SCHEMA}.bare (stream_id, version, event_id, type, schema_version, data, metadata)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

export interface BareRow {
  readonly position: number;
  readonly id: string;
}

/**
 * What the log is compared with: one INSERT and one commit for each event, by a prepared statement, over as many
 * connections as there are writers. No version is looked up, nothing is sealed, positions may have gaps and
 * become visible in any order.
 */
export class BareTable {
  constructor(private readonly url: string) {}

  /** @returns events per second */
  async inserts(writers: number): Promise<number> {
    return this.connected(writers, async (clients) => {
      await Promise.all(clients.map((client) => this.insert(client)));
      return rateDuring(TURN_MS, writers, async (index) => {
        const client = clients[index % writers];
        if (client) await this.insert(client);
      });
    });
  }

  /** Inserts as long as `while` says so. @returns the ids of all that was acknowledged */
  async insertWhile(writers: number, isWanted: () => boolean): Promise<string[]> {
    const ids: string[] = [];
    await this.connected(writers, (clients) =>
      Promise.all(
        clients.map(async (client) => {
          while (isWanted()) ids.push(await this.insert(client));
        }),
      ),
    );
    return ids;
  }

  async connected<T>(count: number, work: (clients: pg.Client[]) => Promise<T>): Promise<T> {
    const clients = Array.from({ length: count }, () => new pg.Client(this.url));
    try {
      await Promise.all(clients.map((client) => client.connect()));
      return await work(clients);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }

  /** The next rows in the order of their positions. */
  async read(client: pg.Client, after: number, limit: number): Promise<BareRow[]> {
    const { rows } = await client.query<{ position: string; event_id: string }>({
      name: 'read',
      text: `SELECT position, event_id FROM ${SCHEMA}.bare WHERE position > $1 ORDER BY position LIMIT $2`,
      values: [after, limit],
    });
    return rows.map(({ position, event_id: id }) => ({ position: Number(position), id }));
  }

  /** @returns the event's id, once it is committed */
  private async insert(client: pg.Client): Promise<string> {
    const { stream, events, cause } = sampleAppend();
    const [draft] = events;
    if (!draft) throw new Error('The sample has one event.');
    const { type, ...data } = draft.event;
    await client.query({
      name: 'insert',
      text: INSERT,
      values: [stream, 1, draft.id, type, 1, JSON.stringify(data), JSON.stringify(cause)],
    });
    return draft.id;
  }
}
