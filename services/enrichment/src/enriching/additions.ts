import { isJsonObject, type JsonObject } from '../json-object.js';
import type { Match } from './answers.js';
import type { Status } from './status.js';

export type ByTable<Value> = Record<string, Record<string, Value>>;

/** What enrichment adds to an event, or puts in the place of what it added before. */
export interface Additions {
  readonly [indicators: `p_any_${string}`]: readonly string[] | undefined;
  readonly p_enrichment?: JsonObject;
  /** By table and selector, and remarks about the whole: no table's name begins with `p_`. */
  readonly p_enrichment_status: JsonObject;
}

/**
 * So many characters of rows an event may gain: with them the largest event still fits a message on
 * the bus. What is beyond is named in `p_truncated`.
 */
export const ROWS_CHARACTERS_MAX = 160_000;

/** Collects what was found in one event. */
export class Findings {
  private matches: ByTable<Match | readonly Match[]> | undefined;
  private readonly statuses: ByTable<Status> = {};
  private readonly remarks: Record<string, string | string[]> = {};
  private readonly indicators: Record<`p_any_${string}`, readonly string[]> = {};
  private room = ROWS_CHARACTERS_MAX;

  add(table: string, selector: string, status: Status, found?: Match | readonly Match[]): void {
    (this.statuses[table] ??= {})[selector] = status;
    if (found === undefined) return;
    this.room -= isList(found) ? sum(found.map(sizeOf)) : sizeOf(found);
    if (this.room < 0) this.truncated(selector);
    else ((this.matches ??= {})[table] ??= {})[selector] = found;
  }

  /** Whether a rule before has had its say about this. */
  isAnswered(table: string, selector: string): boolean {
    const status = this.statuses[table]?.[selector];
    return status !== undefined && status !== 'skipped(condition)';
  }

  remark(key: `p_${string}`, remark: string): void {
    this.remarks[key] = remark;
  }

  /** There was more at this selector than is looked up. */
  truncated(selector: string): void {
    const before = this.remarks['p_truncated'] ?? [];
    if (!before.includes(selector)) this.remarks['p_truncated'] = [...before, selector];
  }

  extracted(field: `p_any_${string}`, indicators: readonly string[]): void {
    if (indicators.length > 0) this.indicators[field] = indicators;
  }

  /** What the event brought along of an earlier enrichment is kept, table by table. */
  toAdditions(event: JsonObject): Additions {
    const earlier = ownValue(event, 'p_enrichment');
    const isForeign = earlier !== undefined && earlier !== null && !isJsonObject(earlier);
    if (isForeign) this.remark('p_enrichment', 'not an object: left as it was');
    const status = mergeByTable(earlierStatuses(event), this.statuses);
    const matches = isForeign ? undefined : this.matches;
    return {
      ...this.indicators,
      ...(matches && { p_enrichment: mergeByTable(earlier, matches) }),
      p_enrichment_status: { ...status, ...this.remarks },
    };
  }
}

const isList = (found: Match | readonly Match[]): found is readonly Match[] => Array.isArray(found);

/** About as long as its JSON, without making it. */
function sizeOf(match: Match): number {
  let size = 2;
  for (const key in match) {
    const value = match[key];
    size += key.length + 6 + lengthOf(value);
  }
  return size;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  // Only what third parties say has parts of its own.
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8;
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

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
