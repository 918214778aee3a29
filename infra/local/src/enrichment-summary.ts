/** An event as the gateway gives it back, or what it says about a line that is none. */
export interface EnrichedEvent {
  readonly [field: string]: unknown;
  readonly p_enrichment?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly p_enrichment_status?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface LookupRow {
  readonly time: string;
  readonly logType: string;
  readonly address: string;
  readonly asn: string;
  readonly organization: string;
  readonly country: string;
  readonly status: string;
}

const TIME_FIELDS = ['eventTime', '@timestamp', 'published', 'start', 'request_time', 'timestamp'];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A selector is a field's name or a path such as `$.client.ipAddress`. */
export const selected = (event: EnrichedEvent, selector: string): unknown =>
  selector.startsWith('$.')
    ? selector
        .slice(2)
        .split('.')
        .reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), event)
    : event[selector];

const listed = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];

const shown = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : JSON.stringify(value);

const field = (matches: readonly unknown[], ...names: readonly string[]): string =>
  matches
    .map((match) => (isRecord(match) ? names.map((name) => match[name]).find(Boolean) : undefined))
    .filter((value) => value !== undefined)
    .map(shown)
    .join(', ');

/** Arrays of all indicators found in an event: they repeat what other selectors name. */
const isIndicatorArray = (selector: string): boolean => selector.startsWith('p_any_');

const toldApart = (selectors: readonly string[]): readonly string[] => {
  const named = selectors.filter((selector) => !isIndicatorArray(selector));
  return named.length > 0 ? named : selectors;
};

/** One row for each place of the event where an address was looked for: the selectors of the `asn` table. */
export function lookupRows(event: EnrichedEvent, logType: string): readonly LookupRow[] {
  const statuses = event.p_enrichment_status?.['asn'] ?? {};
  const countries = event.p_enrichment_status?.['country'] ?? {};
  const time = shown(TIME_FIELDS.map((name) => event[name]).find((value) => value !== undefined));
  return toldApart(Object.keys(statuses)).map((selector) => {
    const asn = listed(event.p_enrichment?.['asn']?.[selector]);
    const country = listed(event.p_enrichment?.['country']?.[selector]);
    return {
      time,
      logType,
      address: listed(selected(event, selector)).map(shown).join(', ') || field(asn, 'p_match'),
      asn: field(asn, 'asn'),
      organization: field(asn, 'organization'),
      country: field(country, 'country_code', 'country'),
      // What one of the tables knows is known.
      status: shown(countries[selector] === 'hit' ? 'hit' : statuses[selector]),
    };
  });
}

/** The texts by which people know the statuses. */
const NAMES: Readonly<Record<string, string>> = {
  hit: 'enriched',
  not_found: 'in no table',
  'skipped(private)': 'private',
  'skipped(not_an_address)': 'not an address',
  'skipped(missing)': 'without an address',
};

/** Counts as they come; constant memory. */
export class EnrichmentTally {
  events = 0;
  refused = 0;
  private readonly statuses = new Map<string, number>();

  add(rows: readonly LookupRow[]): void {
    this.events++;
    for (const { status } of rows) this.count(status);
  }

  /** `30 events: 25 enriched, 6 private, 2 not an address` */
  toString(): string {
    const parts = [...this.statuses]
      .sort(([, a], [, b]) => b - a)
      .map(([status, count]) => `${count} ${NAMES[status] ?? status}`);
    const refused = this.refused === 0 ? '' : `; ${this.refused} lines refused`;
    return `${this.events} events: ${parts.join(', ') || 'no address looked up'}${refused}`;
  }

  private count(status: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }
}
