import { isJsonObject, type JsonObject } from '../../json-object.js';
import { TableFault } from '../table-fault.js';

/** One row of a published list, by the columns that the list has. */
export interface ListedRow {
  readonly line: number;
  readonly columns: Readonly<Record<string, string>>;
}

/** A list in a form of its own, and what its rows are. */
export interface PublishedList {
  readonly columns: readonly string[];
  /** @throws TableFault for a text of another form */
  rows(text: string): readonly ListedRow[];
}

const listOf = (of: JsonObject, key: string): readonly JsonObject[] => {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
};
const textOf = (of: JsonObject, key: string): string => {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return typeof value === 'string' ? value : '';
};

interface Range {
  readonly block: string;
  readonly provider: string;
  readonly region: string;
  readonly service: string;
}

/** https://ip-ranges.amazonaws.com/ip-ranges.json */
const amazon = (list: JsonObject): Range[] =>
  [...listOf(list, 'prefixes'), ...listOf(list, 'ipv6_prefixes')].flatMap((each) => {
    const block = textOf(each, 'ip_prefix') || textOf(each, 'ipv6_prefix');
    const [region, service] = [textOf(each, 'region'), textOf(each, 'service')];
    return block === '' ? [] : [{ block, provider: 'aws', region, service }];
  });

/** https://www.gstatic.com/ipranges/cloud.json and goog.json */
const google = (list: JsonObject): Range[] =>
  listOf(list, 'prefixes').flatMap((each) => {
    const block = textOf(each, 'ipv4Prefix') || textOf(each, 'ipv6Prefix');
    const [region, service] = [textOf(each, 'scope'), textOf(each, 'service')];
    return block === '' ? [] : [{ block, provider: 'gcp', region, service }];
  });

/** The weekly ServiceTags file of Azure. */
const microsoft = (list: JsonObject): Range[] =>
  listOf(list, 'values').flatMap((each) => {
    const properties = isJsonObject(each['properties']) ? each['properties'] : {};
    const blocks = properties['addressPrefixes'];
    const service = textOf(properties, 'systemService') || textOf(each, 'name');
    return (Array.isArray(blocks) ? blocks : []).flatMap((block) =>
      typeof block === 'string'
        ? [{ block, provider: 'azure', region: textOf(properties, 'region'), service }]
        : [],
    );
  });

/** The ranges of AWS, Google Cloud or Azure, as each publishes its own: a block once, with all its services. */
export const cloudRanges: PublishedList = {
  columns: ['block', 'provider', 'region', 'services'],
  rows(text) {
    let list: unknown;
    try {
      list = JSON.parse(text);
    } catch (cause) {
      throw new TableFault('Not valid JSON.', undefined, undefined, { cause });
    }
    const ranges = isJsonObject(list) ? [...amazon(list), ...google(list), ...microsoft(list)] : [];
    if (ranges.length === 0)
      throw new TableFault('No list of ranges of AWS, Google Cloud or Azure.');
    const byBlock = new Map<string, { range: Range; services: Set<string> }>();
    for (const range of ranges) {
      const known = byBlock.get(range.block);
      if (known === undefined)
        byBlock.set(range.block, { range, services: new Set([range.service]) });
      else known.services.add(range.service);
    }
    return [...byBlock.values()].map(({ range: { block, provider, region }, services }, i) => ({
      line: i + 1,
      columns: {
        block,
        provider,
        region,
        services: [...services]
          .filter((service) => service !== '')
          .sort()
          .join(' '),
      },
    }));
  },
};

const EXIT_ADDRESS = /^ExitAddress (\S+) (\S+ \S+)$/;

/**
 * The exit nodes of Tor, in either form that the project publishes: one address a line
 * (`torbulkexitlist`), or records with fingerprint and time (`exit-addresses`).
 */
export const torExits: PublishedList = {
  columns: ['address', 'fingerprint', 'last_seen'],
  rows(text) {
    const rows = new Map<string, ListedRow>();
    let fingerprint = '';
    text.split('\n').forEach((written, i) => {
      const line = i + 1;
      const entry = written.trim();
      if (entry === '' || entry.startsWith('#')) return;
      if (entry.startsWith('ExitNode ')) fingerprint = entry.slice('ExitNode '.length);
      else if (/^(?:Published|LastStatus) /.test(entry)) return;
      else {
        const [, address = entry, lastSeen = ''] = EXIT_ADDRESS.exec(entry) ?? [];
        if (/\s/.test(address)) throw new TableFault('Not a list of exit nodes.', line);
        const isRecord = lastSeen !== '';
        // The newest stands last; an address may leave by several nodes.
        rows.set(address, {
          line,
          columns: {
            address,
            fingerprint: isRecord ? fingerprint : '',
            last_seen: isRecord ? lastSeen : '',
          },
        });
      }
    });
    return [...rows.values()];
  },
};
