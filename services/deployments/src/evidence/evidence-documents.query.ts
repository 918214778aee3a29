import { createHash } from 'node:crypto';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { Diagnosed } from './kept-diagnosis.decider.js';

type Proof = Diagnosed['evidence'];

const proofOf = (content: string): Proof => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  bytes: Buffer.byteLength(content),
});

/** What diagnoses were made from. What is there stays, and whoever reads it knows that it is the same. */
@Injectable()
export class EvidenceDocuments {
  constructor(private readonly database: Database) {}

  async keep(content: string): Promise<Proof> {
    const proof = proofOf(content);
    await this.database.sql`
      INSERT INTO diagnosis_evidence (digest, content) VALUES (${proof.sha256}, ${content})
      ON CONFLICT DO NOTHING`;
    return proof;
  }

  /** @throws Error if it is gone, or not what the event says */
  async read({ sha256 }: Proof): Promise<string> {
    const [row] = await this.database.sql<{ content: string }>`
      SELECT content FROM diagnosis_evidence WHERE digest = ${sha256}`;
    if (!row) throw new Error(`The evidence ${sha256} is gone.`);
    if (proofOf(row.content).sha256 !== sha256)
      throw new Error(`The evidence ${sha256} is not what was kept.`);
    return row.content;
  }
}
