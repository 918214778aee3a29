import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseAddress } from '../address/address.js';
import { loadAsnTable, loadCountryTable, loadSpecialPurposeTable } from './load-built-in-tables.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterEach(() => rm(directory, { recursive: true }));

const given = async (name: string, v4: string, v6 = ''): Promise<void> => {
  await writeFile(join(directory, `${name}-ipv4-num.csv`), v4);
  await writeFile(join(directory, `${name}-ipv6-num.csv`), v6);
};

describe('the table of networks', () => {
  const good = '16777216,16777471,13335,"Cloudflare, Inc."\n';

  it('is read from files of ranges', async () => {
    const v6 =
      '42541956123769884636017138956568135816,42541956123769884636017138956568135817,7,"A ""B"""';
    await given('asn', good, v6);
    const table = await loadAsnTable(directory);
    expect(table.find(parseAddress('1.0.0.255')!)).toEqual({
      asn: 13335,
      organization: 'Cloudflare, Inc.',
    });
    expect(table.find(parseAddress('2001:4860:4860::8888')!)).toEqual({
      asn: 7,
      organization: 'A "B"',
    });
  });

  it.each([
    ['a missing column', '16777472,16777473,1', 2, 'Expected 4 columns.'],
    [
      'an address in words',
      '1.0.1.0,1.0.1.1,1,X',
      2,
      'Expected an IPv4 address as a whole number.',
    ],
    ['an address too large', '1,4294967296,1,X', 2, 'Expected an IPv4 address as a whole number.'],
    ['a bad AS number', '1,2,AS1,X', 2, 'Expected an AS number in column 3.'],
    ['a range turned round', '2,1,1,X', 2, 'The range ends before it begins.'],
    ['a range twice', '16777216,16777471,1,X', 2, 'The same range is on line 1.'],
    ['an empty line', '\n1,2,1,X', 2, 'Expected 4 columns.'],
    ['a line after a name of two lines', '1,2,1,"X\nY"\n3,4,5', 4, 'Expected 4 columns.'],
    ['a stray quotation mark', '1,2,1,X"Y', 2, 'Not valid CSV.'],
    ['a quotation without an end', '1,2,1,"X\n3,4,1,Y', 3, 'Not valid CSV.'],
  ])('is refused for %s, with file and line', async (_what, line, number, problem) => {
    await given('asn', `${good}${line}`);
    await expect(loadAsnTable(directory)).rejects.toThrow(
      `${join(directory, 'asn-ipv4-num.csv')}:${number}: ${problem}`,
    );
  });

  it('is refused for a bad line of the second file as well', async () => {
    await given('asn', good, '1,340282366920938463463374607431768211456,1,X');
    await expect(loadAsnTable(directory)).rejects.toThrow('asn-ipv6-num.csv:1: Expected an IPv6');
  });

  it('is refused when a file is missing, with its name', () =>
    expect(loadAsnTable(directory)).rejects.toThrow('asn-ipv4-num.csv: Cannot be read.'));
});

describe('the table of countries', () => {
  it('is refused for what is no country code', async () => {
    await given('asn-country', '1,2,AU\n3,4,usa');
    await expect(loadCountryTable(directory)).rejects.toThrow(
      'asn-country-ipv4-num.csv:2: Expected a country code in column 3.',
    );
  });
});

describe('the table of special-purpose addresses', () => {
  it.each([
    ['10.1.2.3', 'Private-Use', false],
    ['192.0.0.9', 'Port Control Protocol Anycast', true],
    ['192.0.0.11', 'IETF Protocol Assignments', false],
    ['255.255.255.255', 'Limited Broadcast', false],
    ['192.88.99.1', 'Deprecated (6to4 Relay Anycast)', null],
    ['2001::1', 'TEREDO', null],
    ['2001:1::1', 'Port Control Protocol Anycast', true],
    ['2001:1ff::', 'IETF Protocol Assignments', false],
    ['fd00::1', 'Unique-Local', false],
    ['::1', 'Loopback Address', false],
    ['::ffff:192.168.1.1', 'Private-Use', false],
  ])('says of %s: %s', async (text, name, reachable) => {
    const table = await loadSpecialPurposeTable();
    expect(table.find(parseAddress(text)!)).toMatchObject({ name, globally_reachable: reachable });
  });

  it.each(['8.8.8.8', '172.32.0.0', '2001:4860::1', '224.0.0.1'])(
    'says nothing of %s',
    async (text) =>
      expect((await loadSpecialPurposeTable()).find(parseAddress(text)!)).toBeUndefined(),
  );

  it.each([
    ['10.0.0.1/8,X,RFC1,false', 'Expected a block such as 192.0.2.0/24.'],
    ['10.0.0.0/8,X,RFC1,no', 'Expected true, false or nothing in column 4.'],
  ])('is refused for the line %s', async (line, problem) => {
    const file = join(directory, 'special.csv');
    await writeFile(file, `block,name,rfc,globally_reachable\n${line}`);
    await expect(loadSpecialPurposeTable(file)).rejects.toThrow(`${file}:2: ${problem}`);
  });
});
