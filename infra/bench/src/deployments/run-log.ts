import type pg from 'pg';

export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** What the log of deployments says of how fast they went, in milliseconds; NaN: nothing of the kind happened. */
export class RunLog {
  constructor(private readonly owner: pg.Client) {}

  /** How many are over. */
  async ended(): Promise<number> {
    const { rows } = await this.owner.query<{ count: string }>(
      `SELECT count(*) FROM deployments.event
       WHERE type IN ('DeploymentCompleted', 'DeploymentFailed', 'DeploymentCancelled')`,
    );
    return Number(rows[0]?.count);
  }

  /** From what made a step due, its turn or an approval, until it was intended. */
  due(): Promise<Latency> {
    return this.between(`type = 'DeploymentStepIntended'`);
  }

  /** From the intent of a call until its answer was stored. */
  called(): Promise<Latency> {
    return this.between(
      `type = 'DeploymentStepSucceeded' AND data->>'step' IN ('create_stack', 'start_build')`,
    );
  }

  /** From each of these moments until a deployment went on. */
  async resumedAfter(moments: readonly Date[]): Promise<readonly number[]> {
    const { rows } = await this.owner.query<{ ms: number | null }>(
      `SELECT (SELECT extract(epoch FROM min(recorded_at) - k) * 1000 FROM deployments.event
               WHERE type LIKE 'DeploymentStep%' AND recorded_at > k)::float8 AS ms
       FROM unnest($1::timestamptz[]) AS k`,
      [moments],
    );
    // Nothing was left to do after the last ones.
    return rows.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  }

  private async between(which: string): Promise<Latency> {
    const { rows } = await this.owner.query<Latency>(
      `SELECT coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms), 'NaN') AS p50,
              coalesce(percentile_cont(0.99) WITHIN GROUP (ORDER BY ms), 'NaN') AS p99,
              coalesce(max(ms), 'NaN') AS most
       FROM (SELECT type, data, extract(epoch FROM recorded_at - lag(recorded_at)
                                        OVER (PARTITION BY stream_id ORDER BY version))::float8 * 1000 AS ms
             FROM deployments.event WHERE stream_id LIKE 'deployment-%') AS e
       WHERE ${which}`,
    );
    const [found] = rows;
    if (!found) throw new Error('An aggregate without a row.');
    return found;
  }
}
