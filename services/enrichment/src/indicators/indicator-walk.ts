import type { JsonObject } from '../json-object.js';
import { type IndicatorField, indicatorsIn } from './indicator-kinds.js';

/** How far the walk goes; an event is anybody's, and may be as deep or as wide as it likes. */
export const WALK_LIMITS = { depth: 32, nodes: 10_000, perKind: 100, characters: 32_768 } as const;

export interface Indicators {
  /** By field; as written, each once, those nearest the top first. Only kinds that were found. */
  readonly found: ReadonlyMap<IndicatorField, readonly string[]>;
  /** Whether the event went on beyond a limit, so that indicators may be missing. */
  readonly isTruncated: boolean;
}

/** The indicators among the strings of an event of which nothing else is known. */
export function indicatorsOf(event: JsonObject): Indicators {
  const walk = new Walk();
  for (const key of Object.keys(event)) if (!isOurs(key)) walk.visit(event[key], key, 1);
  walk.goDown();
  return {
    found: new Map([...walk.found].map(([field, values]) => [field, [...values]])),
    isTruncated: walk.isTruncated,
  };
}

interface Branch {
  readonly parent: object;
  /** Of the parent: members of a list are called what the list is called. */
  readonly key: string;
  readonly depth: number;
}

/** Level by level, so that one endless branch does not hide what stands at the top. */
class Walk {
  readonly found = new Map<IndicatorField, Set<string>>();
  isTruncated = false;
  private nodes = 0;
  private characters = 0;
  private readonly waiting: Branch[] = [];

  visit(value: unknown, key: string, depth: number): void {
    if (++this.nodes > WALK_LIMITS.nodes) {
      this.isTruncated = true;
    } else if (typeof value === 'string') {
      for (const [field, indicator] of indicatorsIn(value, key)) this.add(field, indicator);
    } else if (typeof value === 'object' && value !== null) {
      if (depth < WALK_LIMITS.depth) this.waiting.push({ parent: value, key, depth: depth + 1 });
      else this.isTruncated = true;
    }
  }

  goDown(): void {
    for (let next = 0; next < this.waiting.length; next++) {
      const { parent, key, depth } = this.waiting[next]!;
      const isList = Array.isArray(parent);
      for (const [name, value] of Object.entries(parent)) {
        if (this.nodes > WALK_LIMITS.nodes) return;
        this.visit(value, isList ? key : name, depth);
      }
    }
  }

  private add(field: IndicatorField, indicator: string): void {
    let values = this.found.get(field);
    if (values?.has(indicator)) return;
    if (values === undefined) this.found.set(field, (values = new Set()));
    const isFull =
      values.size === WALK_LIMITS.perKind ||
      this.characters + indicator.length > WALK_LIMITS.characters;
    if (isFull) {
      this.isTruncated = true;
      return;
    }
    this.characters += indicator.length;
    values.add(indicator);
  }
}

/** What an earlier enrichment wrote is no finding. */
const isOurs = (key: string): boolean => key === 'p_enrichment' || key === 'p_enrichment_status';
