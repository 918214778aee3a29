import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReleaseFactRow } from './release-fact.row.js';

@Injectable()
export class ReleaseFactsQuery {
  constructor(private readonly source: DataSource) {}

  /** All of them, in the order they were said. */
  all(): Promise<readonly ReleaseFactRow[]> {
    return this.source.getRepository(ReleaseFactRow).find({ order: { position: 'ASC' } });
  }
}
