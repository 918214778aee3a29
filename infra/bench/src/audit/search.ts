import type pg from 'pg';
import { DataSource } from 'typeorm';
import { randomFrom } from '../enrichment/random.js';
import { percentile } from '../tokens/percentile.js';
import type { AuditCode } from './audit-code.js';

const RECORDS = 1_000_000;
const SEARCHES = 400;
const DAYS = 90;
const START = Date.parse('2026-01-01T00:00:00Z');

/** A million records of 400 actors, 30 actions and a quarter of a year, without their seals. */
const FILL = `
  INSERT INTO audit.audit_record
    (sequence, event_id, request_id, source, recorded_at, action_name, action_result, actor_id,
     targets, leaf, words, subject, personal, personal_words, source_ip)
  SELECT n, gen_random_uuid(), 'request-' || n, 'tokens',
         timestamptz '2026-01-01Z' + n * interval '${DAYS} days' / ${RECORDS},
         'ACTION_' || n % 30, CASE WHEN n % 20 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END,
         'actor-' || n % 400, ARRAY['target-' || n % 50000],
         '{"sequence":' || n || ',"actor":{},"seal":{},"filler":"' || repeat('x', 700) || '"}',
         to_tsvector('simple', 'action ' || n % 30 || ' target-' || n % 50000 || ' word' || n % 9973),
         'actor-' || n % 400, '{"name":"somebody"}', to_tsvector('simple', 'somebody curl/8'),
         ('10.' || n % 200 || '.' || n / 200 % 250 || '.' || n % 250)::inet
  FROM generate_series($1::bigint, $2::bigint) AS n`;

/** What people ask an audit log. Times are within its quarter of a year. */
function questions(random: () => number): { readonly kind: string; readonly filter: object }[] {
  const below = (limit: number) => Math.floor(random() * limit);
  const kinds = [
    () => ({ kind: 'the newest', filter: {} }),
    () => ({ kind: 'one actor', filter: { actors: [`actor-${below(400)}`] } }),
    () => ({ kind: 'one target', filter: { targets: [`target-${below(50_000)}`] } }),
    () => ({
      kind: 'failures of an action',
      filter: { actions: [`ACTION_${below(30)}`], results: ['FAILED'] },
    }),
    () => ({ kind: 'a network', filter: { addresses: [`10.${below(200)}.${below(250)}.0/24`] } }),
    () => ({ kind: 'a word', filter: { text: `word${below(9_973)}` } }),
    () => {
      const since = new Date(START + below(DAYS * 24) * 3_600_000);
      const until = new Date(since.getTime() + 3_600_000);
      return { kind: 'an hour', filter: { since, until } };
    },
  ];
  return Array.from({ length: SEARCHES }, (_, i) => kinds[i % kinds.length]!());
}

/** How long pages of 50 take, by what was asked. */
export async function searches(
  code: AuditCode,
  owner: pg.Client,
  url: string,
  progress: (detail: string) => void,
) {
  await owner.query('TRUNCATE audit.audit_record');
  for (let from = 1; from <= RECORDS; from += 100_000) {
    progress(`${(from - 1).toLocaleString('en')} records`);
    await owner.query(FILL, [from, from + 99_999]);
  }
  await owner.query('VACUUM ANALYZE audit.audit_record');
  const source = await new DataSource({
    type: 'postgres',
    url,
    schema: 'audit',
    entities: [code.RecordRow, code.SubjectKeyRow],
  }).initialize();
  try {
    const query = new code.RecordSearchQuery(source);
    const empty = {
      actors: [],
      actions: [],
      targets: [],
      results: [],
      addresses: [],
      text: '',
      requestId: '',
    };
    const times = new Map<string, number[]>();
    for (const { kind, filter } of questions(randomFrom(11))) {
      const { since, until, ...rest } = filter as { since?: Date; until?: Date };
      const asked = { ...code.filterOf({ ...empty, ...rest }), since, until };
      const start = performance.now();
      await query.page({ filter: asked, after: undefined, limit: 50, oldestFirst: false });
      times.set(kind, [...(times.get(kind) ?? []), performance.now() - start]);
    }
    const all = [...times.values()].flat();
    const of = (values: readonly number[]) =>
      `p50 ${percentile(values, 50).toFixed(1)} ms, p99 ${percentile(values, 99).toFixed(1)} ms`;
    return [
      `search over ${RECORDS} records, ${all.length} pages of 50: ${of(all)}`,
      ...[...times].map(([kind, values]) => `… ${kind}: ${of(values)}`),
    ];
  } finally {
    await source.destroy();
  }
}
