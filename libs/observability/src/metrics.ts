import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Everything this process measures. */
export const metrics = new Registry();

interface Measured<Label extends string> {
  /** `margay_<what>_<unit>`, counters with `_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** The metric of that name: made at the first call, the same one afterwards. */
function once<Metric>(name: string, make: () => Metric): Metric {
  return (metrics.getSingleMetric(name) as Metric | undefined) ?? make();
}

const configuration = <Label extends string>({ name, help, labels = [] }: Measured<Label>) => ({
  name,
  help,
  labelNames: [...labels],
  registers: [metrics],
});

export const counter = <Label extends string = never>(measured: Measured<Label>): Counter<Label> =>
  once(measured.name, () => new Counter(configuration(measured)));

export const gauge = <Label extends string = never>(measured: Measured<Label>): Gauge<Label> =>
  once(measured.name, () => new Gauge(configuration(measured)));

/** @param buckets upper bounds, in the unit of the name. */
export const histogram = <Label extends string = never>(
  measured: Measured<Label> & { readonly buckets: readonly number[] },
): Histogram<Label> =>
  once(
    measured.name,
    () => new Histogram({ ...configuration(measured), buckets: [...measured.buckets] }),
  );

/**
 * A histogram's series by their label values, each made once: finding one by an object of labels
 * costs more than counting in it.
 */
export function seriesOf<Label extends string>(
  metric: Histogram<Label>,
): (...values: string[]) => ReturnType<Histogram<Label>['labels']> {
  const all = new Map<string, ReturnType<Histogram<Label>['labels']>>();
  return (...values) => {
    const key = values.join(' ');
    let series = all.get(key);
    if (!series) {
      series = metric.labels(...values);
      all.set(key, series);
    }
    return series;
  };
}

/** Seconds, from half a millisecond to ten seconds: for anything that a caller waits for. */
export const LATENCY_BUCKETS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10,
];

/**
 * Keeps the values of a label few: the first `limit` stand for themselves, later ones become
 * `other`. For labels whose values come from outside.
 */
export function boundedLabel(limit: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= limit) return 'other';
    seen.add(value);
    return value;
  };
}

/** Adds memory, event loop and garbage collection of the process, and its name to every metric. */
export function startDefaultMetrics(service: string): void {
  metrics.setDefaultLabels({ service });
  if (!metrics.getSingleMetric('process_cpu_user_seconds_total'))
    collectDefaultMetrics({ register: metrics });
}
