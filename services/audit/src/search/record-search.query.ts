import { Injectable } from '@nestjs/common';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { withIdsAsWords } from '../records/record-words.js';
import { RecordRow } from '../records/record.row.js';
import { SubjectKeyRow } from '../records/subject-key.row.js';
import type { Filter } from './record-filter.js';

export interface PageRequest {
  readonly filter: Filter;
  /** The last sequence of the page before. */
  readonly after: number | undefined;
  readonly limit: number;
  readonly oldestFirst: boolean;
}

/** A record with what opens its commitment, unless its subject was erased. */
export interface FoundRecord {
  readonly row: RecordRow;
  readonly subjectKey: Buffer | undefined;
}

export interface RecordPage {
  readonly records: readonly FoundRecord[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: number;
}

export const BUCKETS = ['minute', 'hour', 'day'] as const;
export const GROUPS = {
  '': "''",
  action: 'action_name',
  result: 'action_result',
  actor: 'actor_id',
};

export interface Count {
  readonly time: Date;
  readonly group: string;
  readonly count: string;
}

const COUNTS_MAX = 10_000;
/** So many records are looked up by their numbers rather than walked to. */
const FEW = 2_000;
/** A page crosses the bus in one message. */
const PAGE_BYTES_MAX = 256 * 1024;

@Injectable()
export class RecordSearchQuery {
  constructor(private readonly source: DataSource) {}

  /** In the order of sequences, so that records which come meanwhile shift no page. */
  async page({ filter, after, limit, oldestFirst }: PageRequest): Promise<RecordPage> {
    const query = this.filtered(filter);
    const few = await this.fewOf(filter);
    if (few) query.andWhere('r.sequence = ANY (:few)', { few });
    if (after !== undefined)
      query.andWhere(oldestFirst ? 'r.sequence > :after' : 'r.sequence < :after', { after });
    const found = await query
      .orderBy('r.sequence', oldestFirst ? 'ASC' : 'DESC')
      .limit(limit + 1)
      .getMany();
    const rows = fitting(found.slice(0, limit));
    const keys = await this.subjectKeys(rows);
    const records = rows.map((row) => ({ row, subjectKey: keyOf(row, keys.get(row.subject)) }));
    const last = rows.at(-1);
    return found.length > rows.length && last
      ? { records, next: Number(last.sequence) }
      : { records };
  }

  /** @returns counts in the order of time; at most 10,000 */
  async counts(
    filter: Filter,
    bucket: (typeof BUCKETS)[number],
    group: keyof typeof GROUPS,
  ): Promise<readonly Count[]> {
    return this.filtered(filter)
      .select(`date_trunc('${bucket}', r.recorded_at, 'UTC')`, 'time')
      .addSelect(group === '' ? "''" : `r.${GROUPS[group]}`, 'group')
      .addSelect('count(*)', 'count')
      .groupBy('1')
      .addGroupBy('2')
      .orderBy('1')
      .addOrderBy('2')
      .limit(COUNTS_MAX)
      .getRawMany<Count>();
  }

  private filtered(filter: Filter): SelectQueryBuilder<RecordRow> {
    const query = this.source.getRepository(RecordRow).createQueryBuilder('r');
    const { actors, actions, targets, results, networks } = filter;
    if (actors.length > 0) query.andWhere(...oneOf('actor_id', actors));
    if (actions.length > 0) query.andWhere(...oneOf('action_name', actions));
    if (targets.length > 0) query.andWhere('r.targets && :targets', { targets });
    if (results.length > 0) query.andWhere(...oneOf('action_result', results));
    if (networks.length > 0)
      // One by one: PostgreSQL finds no index for ANY here.
      query.andWhere(
        `(${networks.map((_, at) => `r.source_ip <<= CAST(:network${at} AS inet)`).join(' OR ')})`,
        Object.fromEntries(networks.map((network, at) => [`network${at}`, network])),
      );
    if (filter.since) query.andWhere('r.recorded_at >= :since', { since: filter.since });
    if (filter.until) query.andWhere('r.recorded_at < :until', { until: filter.until });
    if (filter.requestId !== '')
      query.andWhere('r.request_id = :requestId', { requestId: filter.requestId });
    if (filter.fromSequence > 0)
      query.andWhere('r.sequence >= :first', { first: filter.fromSequence });
    if (filter.toSequence > 0) query.andWhere('r.sequence <= :last', { last: filter.toSequence });
    if (filter.text.trim() !== '') query.andWhere(HAS_TEXT, { text: soughtIn(filter) });
    return query;
  }

  /**
   * The records with a text that few have; undefined if it is in many, or none is asked for.
   *
   * PostgreSQL cannot know how many have a word that it keeps no statistics of, and would walk through
   * all records for one that hardly any has. Those that many have are found soon by walking.
   */
  private async fewOf(filter: Filter): Promise<readonly string[] | undefined> {
    if (filter.text.trim() === '') return undefined;
    const rows = await this.source
      .getRepository(RecordRow)
      .createQueryBuilder('r')
      .select('r.sequence', 'sequence')
      .where(HAS_TEXT, { text: soughtIn(filter) })
      .limit(FEW + 1)
      .getRawMany<{ readonly sequence: string }>();
    return rows.length <= FEW ? rows.map(({ sequence }) => sequence) : undefined;
  }

  private async subjectKeys(
    rows: readonly RecordRow[],
  ): Promise<ReadonlyMap<string, SubjectKeyRow>> {
    const subjects = [...new Set(rows.filter(isKept).map(({ subject }) => subject))];
    if (subjects.length === 0) return new Map();
    const keys = await this.source.getRepository(SubjectKeyRow).findBy({ subject: In(subjects) });
    return new Map(keys.map((row) => [row.subject, row]));
  }
}

/** In the words of the index. */
const HAS_TEXT = `(r.words || coalesce(r.personal_words, CAST('' AS tsvector)))
                  @@ websearch_to_tsquery('simple', :text)`;

const soughtIn = ({ text }: Filter): string => withIdsAsWords(text);

/** A single value is asked for by itself: that keeps the order of an index. */
const oneOf = (column: string, values: readonly string[]): [string, Record<string, unknown>] =>
  values.length === 1
    ? [`r.${column} = :${column}`, { [column]: values[0] }]
    : [`r.${column} = ANY (:${column})`, { [column]: values }];

/** A subject that was erased may have been recorded of since, under another key. */
const keyOf = (row: RecordRow, known: SubjectKeyRow | undefined): Buffer | undefined =>
  known?.key && Number(row.sequence) > Number(known.erasedThrough) ? known.key : undefined;

const isKept = ({ personal }: RecordRow): boolean => personal !== null;

/** As many of the rows as fit into one message, but one in any case. */
function fitting(rows: readonly RecordRow[]): readonly RecordRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ leaf, personal }, index) => {
    bytes += leaf.length + (personal?.length ?? 0);
    return index > 0 && bytes > PAGE_BYTES_MAX;
  });
  return end === -1 ? rows : rows.slice(0, end);
}
