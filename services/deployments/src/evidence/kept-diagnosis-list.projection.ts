import {
  categoryOf,
  idOf,
  type Projection,
  type Recorded,
  rowsOf,
  type Sql,
} from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import type { KeptDiagnosisEvent } from './kept-diagnosis.decider.js';

/** Streams are named `<category>-<id of the account>`. */
export const KEPT_DIAGNOSIS_CATEGORY = 'diagnosis';

const isOfDiagnosis = (
  recorded: Recorded<DeploymentsEvent>,
): recorded is Recorded<KeptDiagnosisEvent> =>
  categoryOf(recorded.stream) === KEPT_DIAGNOSIS_CATEGORY;

function rowOf({ stream, at, cause, event }: Recorded<KeptDiagnosisEvent>) {
  const { type: _, number, ...diagnosed } = event;
  return { account_id: idOf(stream), number, diagnosed, at, actor: cause.actor };
}

/** One row per diagnosis. */
@Injectable()
export class KeptDiagnosisListProjection implements Projection<DeploymentsEvent> {
  readonly name = 'kept-diagnosis-list';
  readonly version = 1;
  readonly tables = {
    kept_diagnosis_list: `
      account_id text NOT NULL,
      number integer NOT NULL,
      diagnosed jsonb NOT NULL,
      diagnosed_at timestamptz NOT NULL,
      diagnosed_by jsonb NOT NULL,
      PRIMARY KEY (account_id, number)`,
  };

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isOfDiagnosis).map(rowOf);
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table('kept_diagnosis_list')}
        (account_id, number, diagnosed, diagnosed_at, diagnosed_by)
      SELECT r.account_id, r.number, r.diagnosed, r.at, r.actor
      FROM ${rowsOf(rows, 'account_id text, number integer, diagnosed jsonb, at timestamptz, actor jsonb')} AS r
      ON CONFLICT DO NOTHING`;
  }
}
