import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseAddress } from '../address/address.js';
import { loadDataModels } from '../data-models/load-data-models.js';
import { enrichBatch } from '../enriching/batch.js';
import { Enricher } from '../enriching/enricher.js';
import { Plans } from '../enriching/plan.js';
import { builtInLookups } from './built-in-tables.js';
import type { BuiltInTables } from './built-in-tables.js';
import { loadBuiltInTables } from './load-built-in-tables.js';

let tables: BuiltInTables;
// The one spec that reads the real data: some 725,000 ranges.
beforeAll(async () => {
  tables = await loadBuiltInTables();
}, 120_000);

describe('the tables that come with the service', () => {
  const find = (text: string) => {
    const address = parseAddress(text)!;
    return { ...tables.asn.find(address), ...tables.country.find(address) };
  };

  it.each(['8.8.8.8', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('know %s', (text) =>
    expect(find(text)).toEqual({ asn: 15169, organization: 'Google LLC', country_code: 'US' }),
  );

  it('know names with commas and quotation marks', () =>
    expect(find('1.1.1.1')).toMatchObject({ asn: 13335, organization: 'Cloudflare, Inc.' }));

  it('know no private address', () => {
    expect(find('10.0.0.1')).toEqual({});
    expect(find('fd00::1')).toEqual({});
  });

  it('are whole', () => {
    expect(tables.asn.summary.ranges).toBeGreaterThan(500_000);
    expect(tables.country.summary.ranges).toBeGreaterThan(200_000);
    expect(tables.country.summary.rows).toBeGreaterThan(200);
    expect(tables.specialPurpose.summary.ranges).toBe(50);
  });

  it('take less than 32 bytes of memory a range', () => {
    for (const { bytes, ranges } of [tables.asn.summary, tables.country.summary])
      expect(bytes / ranges).toBeLessThan(32);
  });
});

/** Log files of one's own to try; there are none in the repository. */
const samples = process.env['MARGAY_SAMPLE_DATA'];

(samples ? describe : describe.skip)('the sample logs', () => {
  it.each([
    ['AWS.CloudTrail', 'aws-cloudtrail-s3-exfiltration.jsonl'],
    ['Apache.AccessCombined', 'web-access.jsonl.gz'],
  ])('of %s come back whole, each with a status', async (logType, file) => {
    const path = join(samples!, file);
    if (!existsSync(path)) return;
    const raw = readFileSync(path);
    const lines = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString().split('\n');
    const events = lines.filter((line) => line !== '').map((line) => Buffer.from(line));

    const enricher = new Enricher(new Plans(await loadDataModels(), builtInLookups(tables)));
    const outcomes = await enrichBatch(enricher, logType, events, Infinity);

    const isWhole = outcomes.map((outcome, i) => {
      if (!('event' in outcome)) return false;
      const text = Buffer.from(outcome.event).toString();
      const isKept = text.startsWith(events[i]!.toString().replace(/\}\s*$/, ''));
      return isKept && 'p_enrichment_status' in (JSON.parse(text) as object);
    });
    expect(isWhole.every(Boolean)).toBe(true);
    expect(outcomes).toHaveLength(events.length);
  });
});
