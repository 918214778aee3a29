import { isJsonObject, type JsonObject } from '../json-object.js';
import type { Match } from './answers.js';
import type { Status } from './status.js';

export type ByTable<Value> = Record<string, Record<string, Value>>;

/** What enrichment adds to an event, or puts in the place of what it added before. */
export interface Additions {
  readonly p_any_ip_addresses?: readonly string[];
  readonly p_enrichment?: JsonObject;
  /** By table and selector, and remarks about the whole: no table's name begins with `p_`. */
  readonly p_enrichment_status: JsonObject;
}

/** Collects what was found in one event. */
export class Findings {
  private matches: ByTable<Match | readonly Match[]> | undefined;
  private readonly statuses: ByTable<Status> = {};
  private readonly remarks: Record<string, string | string[]> = {};
  private indicators: readonly string[] | undefined;

  add(table: string, selector: string, status: Status, found?: Match | readonly Match[]): void {
    (this.statuses[table] ??= {})[selector] = status;
    if (found !== undefined) ((this.matches ??= {})[table] ??= {})[selector] = found;
  }

  remark(key: `p_${string}`, remark: string): void {
    this.remarks[key] = remark;
  }

  /** There was more at this selector than is looked up. */
  truncated(selector: string): void {
    this.remarks['p_truncated'] = [...(this.remarks['p_truncated'] ?? []), selector];
  }

  extracted(indicators: readonly string[]): void {
    if (indicators.length > 0) this.indicators = indicators;
  }

  /** What the event brought along of an earlier enrichment is kept, table by table. */
  toAdditions(event: JsonObject): Additions {
    const earlier = ownValue(event, 'p_enrichment');
    const isForeign = earlier !== undefined && earlier !== null && !isJsonObject(earlier);
    if (isForeign) this.remark('p_enrichment', 'not an object: left as it was');
    const status = mergeByTable(earlierStatuses(event), this.statuses);
    const matches = isForeign ? undefined : this.matches;
    return {
      ...(this.indicators && { p_any_ip_addresses: this.indicators }),
      ...(matches && { p_enrichment: mergeByTable(earlier, matches) }),
      p_enrichment_status: { ...status, ...this.remarks },
    };
  }
}

function mergeByTable<Value>(earlier: unknown, found: ByTable<Value>): JsonObject {
  if (!isJsonObject(earlier)) return found;
  const merged: Record<string, unknown> = { ...earlier };
  for (const [table, selectors] of Object.entries(found)) {
    const before = ownValue(earlier, table);
    merged[table] = isJsonObject(before) ? { ...before, ...selectors } : selectors;
  }
  return merged;
}

/** Remarks are about one enrichment and go with it. */
function earlierStatuses(event: JsonObject): unknown {
  const earlier = ownValue(event, 'p_enrichment_status');
  if (!isJsonObject(earlier)) return undefined;
  return Object.fromEntries(Object.entries(earlier).filter(([key]) => !key.startsWith('p_')));
}

const ownValue = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;
