import { createHash } from 'node:crypto';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';

const digestOf = (content: string) => createHash('sha256').update(content).digest('hex');

/** The templates of releases. What is there stays, so whoever knows a digest finds its document. */
@Injectable()
export class ReleaseDocuments {
  constructor(private readonly database: Database) {}

  /** @returns its digest */
  async keep(content: string): Promise<string> {
    const digest = digestOf(content);
    await this.database.sql`
      INSERT INTO release_document (digest, content) VALUES (${digest}, ${content})
      ON CONFLICT DO NOTHING`;
    return digest;
  }

  async read(digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.sql<{ digest: string; content: string }>`
      SELECT digest, content FROM release_document WHERE digest = ANY (${[...digests]})`;
    return new Map(rows.map(({ digest, content }) => [digest, content]));
  }
}
