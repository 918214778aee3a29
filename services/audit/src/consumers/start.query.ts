import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';

/** Where somebody begins to be told of records: behind the newest unless it is said. */
export interface Start {
  readonly fromSequence: number;
  readonly since: Date | undefined;
}

@Injectable()
export class StartQuery {
  constructor(private readonly database: Database) {}

  /** The record before the first; undefined if it is not said. */
  async after({ fromSequence, since }: Start): Promise<number | undefined> {
    if (fromSequence > 0) return fromSequence - 1;
    return since === undefined ? undefined : (await this.firstSince(since)) - 1;
  }

  /** The record before the first; the newest if it is not said. */
  async afterOrHead(start: Start): Promise<number> {
    return (await this.after(start)) ?? (await this.head());
  }

  private async head(): Promise<number> {
    const [row] = await this.database.sql<{ last: number }>`
      SELECT coalesce(max(sequence), 0) AS last FROM audit_record`;
    return Number(row?.last ?? 0);
  }

  /** The first record that is not older, or the one that comes next. */
  private async firstSince(since: Date): Promise<number> {
    const [row] = await this.database.sql<{ first: number }>`
      SELECT coalesce((SELECT min(sequence) FROM audit_record WHERE recorded_at >= ${since}),
                      (SELECT max(sequence) + 1 FROM audit_record), 1) AS first`;
    return Number(row?.first ?? 1);
  }
}
