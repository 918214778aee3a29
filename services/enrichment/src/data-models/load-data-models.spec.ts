import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DataModels } from './data-models.js';
import { loadDataModels, parseDataModel } from './load-data-models.js';

describe('the data models that come with the service', () => {
  let models: DataModels;
  beforeAll(async () => {
    models = await loadDataModels();
  });

  it('are all usable: every path compiles and every extractor exists', () =>
    expect(models.logTypes).toHaveLength(55));

  it('look up every address that they map', () => {
    const event = { clientIp: '1.1.1.1', targetIp: '2.2.2.2' };
    const { fields, selectors } = models.for('AWS.ALB')!;
    expect(fields.get('source_ip')!(event)).toBe('1.1.1.1');
    expect(selectors.map(({ text, read }) => [text, read(event)])).toEqual([
      ['clientIp', '1.1.1.1'],
      ['targetIp', '2.2.2.2'],
    ]);
  });

  it('have no selector only where the log type has no address', () =>
    expect(models.logTypes.filter((type) => models.for(type)!.selectors.length === 0)).toEqual([
      'Slack.IntegrationLogs',
      'Zoom.Operation',
    ]));

  it('look up the field that a method reads', () =>
    expect(models.for('AWS.CloudTrail')!.selectors.map(({ text }) => text)).toEqual([
      'sourceIPAddress',
      'p_any_ip_addresses',
    ]));

  it('answer for a family by one model', () =>
    expect(models.for('Suricata.DNS')!.selectors.map(({ text }) => text)).toEqual([
      'dest_ip',
      'src_ip',
    ]));

  it.each(['Zeek.Conn', 'aws.cloudtrail', '', '.', 'constructor', '__proto__', 'Suricata'])(
    'do not know %j',
    (logType) => expect(models.for(logType)).toBeUndefined(),
  );
});

describe('a data model that is not usable', () => {
  it.each([
    ['no YAML', 'logType: A.B\nfields: {', 'x.yaml:2: Not valid YAML.'],
    ['a key twice', 'logType: A.B\nlogType: A.C', 'x.yaml:2: Not valid YAML.'],
    ['nothing', '', 'x.yaml: the file: '],
    ['no log type', 'fields: {}', 'x.yaml: logType: '],
    ['an unknown key', 'logType: A.B\nselector: [a]', 'x.yaml: the file: '],
    ['a bad path', "logType: A.B\nfields: { a: { path: '$.x[*]' } }", 'x.yaml: fields.a.path: '],
    ['no such method', 'logType: A.B\nfields: { a: { method: b } }', 'x.yaml: fields.a.method: '],
    [
      'both',
      'logType: A.B\nfields: { a: { path: b, method: oktaActorUser } }',
      'x.yaml: fields.a: ',
    ],
    ['a bad selector', "logType: A.B\nselectors: [a, '$..b']", 'x.yaml: selectors.1: '],
    ['a selector twice', 'logType: A.B\nselectors: [a, a]', 'x.yaml: selectors: '],
    ['a prototype', 'logType: A.B\nselectors: [__proto__]', 'x.yaml: selectors.0: '],
    ['an alias', 'logType: &a A.B\nselectors: [*a]', 'x.yaml: Aliases cannot be used.'],
  ])('names file and place: %s', (_what, yaml, message) =>
    expect(() => parseDataModel(yaml, 'x.yaml')).toThrow(message),
  );

  it('names both files of one log type', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'models-'));
    await writeFile(join(directory, 'a.yaml'), 'logType: A.B');
    await writeFile(join(directory, 'b.yaml'), 'logType: A.B');
    await expect(loadDataModels(directory)).rejects.toThrow(
      'b.yaml: logType: a.yaml has the same.',
    );
    await rm(directory, { recursive: true });
  });
});
