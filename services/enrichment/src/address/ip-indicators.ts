import type { JsonObject } from '../json-object.js';
import { parseAddress } from './address.js';

/** How far the walk goes; an event is anybody's, and may be as deep or as wide as it likes. */
export const WALK_LIMITS = { depth: 32, nodes: 10_000, addresses: 100 } as const;

export interface IpIndicators {
  /** As written, each once, those nearest the top first. */
  readonly addresses: readonly string[];
  /** Whether the event went on beyond a limit, so that addresses may be missing. */
  readonly isTruncated: boolean;
}

/** The addresses among the strings of an event of which nothing else is known. */
export function ipIndicators(event: JsonObject): IpIndicators {
  const walk = new Walk();
  for (const key of Object.keys(event)) if (!isOurs(key)) walk.visit(event[key], 1);
  walk.goDown();
  return { addresses: [...walk.found], isTruncated: walk.isTruncated };
}

/** Level by level, so that one endless branch does not hide what stands at the top. */
class Walk {
  readonly found = new Set<string>();
  isTruncated = false;
  private nodes = 0;
  private readonly waiting: { parent: object; depth: number }[] = [];

  visit(value: unknown, depth: number): void {
    if (++this.nodes > WALK_LIMITS.nodes) {
      this.isTruncated = true;
    } else if (typeof value === 'string') {
      if (isAddress(value)) this.add(value);
    } else if (typeof value === 'object' && value !== null) {
      if (depth < WALK_LIMITS.depth) this.waiting.push({ parent: value, depth: depth + 1 });
      else this.isTruncated = true;
    }
  }

  goDown(): void {
    for (let next = 0; next < this.waiting.length; next++) {
      const { parent, depth } = this.waiting[next]!;
      for (const value of Array.isArray(parent) ? parent : Object.values(parent)) {
        if (this.nodes > WALK_LIMITS.nodes) return;
        this.visit(value, depth);
      }
    }
  }

  private add(address: string): void {
    if (this.found.has(address)) return;
    if (this.found.size < WALK_LIMITS.addresses) this.found.add(address);
    else this.isTruncated = true;
  }
}

/** What an earlier enrichment wrote is no finding. */
const isOurs = (key: string): boolean => key === 'p_enrichment' || key === 'p_enrichment_status';

/** What an address can be made of: most strings of an event end here, before any parsing. */
const MADE_OF = /^[\da-fA-F:.]{2,45}$/;

const isAddress = (text: string): boolean =>
  text.length <= 45 && MADE_OF.test(text) && parseAddress(text) !== undefined;
