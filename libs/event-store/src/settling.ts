import { counter } from '@margay/observability';
import { Logger } from '@nestjs/common';
import type { Client } from 'pg';
import type { Database } from './database.js';

const restorations = counter({
  name: 'margay_log_restorations_total',
  help: 'Times the log found itself on another server, timeline or database, and began a new epoch.',
});
const logger = new Logger('event store');

/**
 * Sees to it that a log which was restored from a backup has a name of its own before anything is added to it,
 * or told of it. Whoever restores a database breaks the connections to it, so once for each connection is enough.
 */
export async function settle(database: Database, client: Client): Promise<void> {
  const { rows } = await client.query<{ restored: boolean }>('SELECT settle() AS restored');
  if (!rows[0]?.restored) return;
  restorations.inc();
  logger.error('The log was restored, or its server was: a new epoch begins.', {
    log: database.schema,
  });
}
