import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../checked.js';
import { CursorSecret } from '../cursor-secret.js';
import type { CatalogEntry } from './catalog.js';
import { DayText } from './registration.js';
import { CHANNELS, type ClosedEdge } from './release.js';
import { ReleaseCatalog } from './release-catalog.service.js';
import { minorOf, parseMinor, parseVersion } from './version.js';

const LIMIT = { default: 50, max: 100 } as const;
const STATUSES = ['listed', 'unlisted', 'withdrawn'] as const;
const Offset = z.number().int().nonnegative();
const Filter = z.object({
  asOf: DayText,
  channel: z.union([z.literal(''), z.enum(CHANNELS)]),
  minor: z.union([
    z.literal(''),
    z.string().refine((text) => parseMinor(text) !== undefined, 'Must be a minor such as 1.25.'),
  ]),
  status: z.union([z.literal(''), z.enum(STATUSES)]),
});

const statusOf = ({ listed, withdrawn }: CatalogEntry): (typeof STATUSES)[number] => {
  if (withdrawn !== undefined) return 'withdrawn';
  return listed ? 'listed' : 'unlisted';
};

/** Answers about releases, as of any day. */
@Injectable()
export class ReleaseReader {
  constructor(
    private readonly catalog: ReleaseCatalog,
    private readonly cursors: CursorSecret,
  ) {}

  async one(given: string, day = ''): Promise<CatalogEntry> {
    const { asOf } = checked(z.object({ asOf: DayText }), { asOf: day });
    const version = parseVersion(given);
    const catalog = await this.catalog.asOf(asOf);
    const entry = version === undefined ? undefined : catalog.entry(version);
    if (!entry) throw new ServiceError('not_found', 'There is no such release.');
    return entry;
  }

  async page(filter: z.input<typeof Filter>, limit: number, cursor: string) {
    const { asOf, channel, minor, status } = checked(
      Filter,
      filter,
      'The list cannot be filtered like this.',
    );
    const entries = (await this.catalog.asOf(asOf))
      .all()
      .filter(
        (entry) =>
          (channel === '' || entry.release.channel === channel) &&
          (minor === '' || minorOf(entry.release.version) === parseMinor(minor)) &&
          (status === '' || statusOf(entry) === status),
      );
    // The filter is part of the list's name: a cursor goes on with the list it came from.
    return this.cut(['releases', asOf, channel, minor, status], entries, limit, cursor);
  }

  async closedEdges(day: string, limit: number, cursor: string) {
    const { asOf } = checked(z.object({ asOf: DayText }), { asOf: day });
    const edges: readonly ClosedEdge[] = (await this.catalog.asOf(asOf)).closedEdges();
    return this.cut(['closed-edges', asOf], edges, limit, cursor);
  }

  private cut<Item>(
    name: readonly string[],
    items: readonly Item[],
    limit: number,
    cursor: string,
  ): { readonly items: readonly Item[]; readonly next: string } {
    const list = JSON.stringify(name);
    const from = cursor === '' ? 0 : Offset.parse(openCursor(this.cursors.value, list, cursor));
    const to = from + (limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max));
    const next = to < items.length ? sealCursor(this.cursors.value, list, to) : '';
    return { items: items.slice(from, to), next };
  }
}
