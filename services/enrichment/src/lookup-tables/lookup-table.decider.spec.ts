import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import type { LookupTableDefinition } from './lookup-table-definition.js';
import {
  lookupTableDecider,
  type LookupTableCommand,
  type LookupTableEvent,
  type VersionRef,
} from './lookup-table.decider.js';

const given = deciderSpec(lookupTableDecider);
const name = 'people';
const definition: LookupTableDefinition = {
  description: '',
  reference: '',
  enabled: true,
  schema: { columns: [{ name: 'k', type: 'string' }], primaryKey: 'k', ignoreCase: false },
  associations: [],
};
const { schema } = definition;
const otherSchema = { ...schema, ignoreCase: true };
const version = (id: string): VersionRef => ({
  id,
  rows: 1,
  bytes: 1,
  added: 1,
  removed: 0,
  changed: 0,
});
const importId = 'i';
const fault = { problem: 'Bad.', line: 2 };

const define = (changes: object = {}, ...expectedRevisions: number[]): LookupTableCommand => ({
  type: 'Define',
  name,
  definition: { ...definition, ...changes },
  expectedRevisions,
});
const stage = (id: string, by = schema): LookupTableCommand => ({
  type: 'StageVersion',
  name,
  importId,
  schema: by,
  version: version(id),
});
const activate = (versionId: string): LookupTableCommand => ({
  type: 'ActivateVersion',
  name,
  versionId,
});
const fail: LookupTableCommand = { type: 'FailImport', name, importId, fault };
const remove: LookupTableCommand = { type: 'Remove', name, expectedRevisions: [] };

const defined = (changes: object = {}): LookupTableEvent => ({
  type: 'LookupTableDefined',
  name,
  definition: { ...definition, ...changes },
});
const imported = (id: string): LookupTableEvent => ({
  type: 'LookupTableImported',
  name,
  importId,
  version: version(id),
});
const activated = (versionId: string): LookupTableEvent => ({
  type: 'LookupTableActivated',
  name,
  versionId,
});
const failed: LookupTableEvent = { type: 'LookupTableImportFailed', name, importId, fault };
const removed: LookupTableEvent = { type: 'LookupTableRemoved', name };
const after = (...history: LookupTableEvent[]) =>
  history.reduce(lookupTableDecider.evolve, lookupTableDecider.initial);

describe('a lookup table', () => {
  it('is defined', () => given([]).when(define()).then([defined()]));
  it('that is the same is written once', () => given([defined()]).when(define()).thenNothing());
  it('is changed by who knows what it is', () =>
    given([defined()])
      .when(define({ enabled: false }, 1))
      .then([defined({ enabled: false })]));
  it('is not changed by who does not', () =>
    given([defined(), defined({ enabled: false })])
      .when(define({}, 1))
      .thenRefused('precondition_failed'));
  it('is removed', () => given([defined()]).when(remove).then([removed]));
  it.each([remove, stage('a'), activate('a'), fail])(
    'that is not there: $type is refused',
    (command) => given([defined(), removed]).when(command).thenRefused('not_found'),
  );
});

describe('a version of its data', () => {
  it('is loaded first', () =>
    given([defined()])
      .when(stage('a'))
      .then([imported('a')]));
  it('is put in force once it is loaded', () =>
    given([defined(), imported('a')])
      .when(activate('a'))
      .then([activated('a')]));
  it('is put in force once', () =>
    given([defined(), imported('a'), activated('a')])
      .when(activate('a'))
      .thenNothing());
  it('gives way to a newer one that is loaded', () =>
    given([defined(), imported('a'), imported('b')])
      .when(activate('a'))
      .thenNothing());
  it('that was read by another schema is refused', () =>
    given([defined({ schema: otherSchema })])
      .when(stage('a'))
      .thenRefused('conflict'));
  it('stays in force while another is loaded, and when one fails', () => {
    expect(after(defined(), imported('a'), activated('a'), imported('b'), failed)).toMatchObject({
      active: { id: 'a' },
      staged: { id: 'b' },
      fault,
    });
  });
  it('stays in force when the definition changes but for the schema', () => {
    const history = [defined(), imported('a'), activated('a')];
    expect(after(...history, defined({ enabled: false }))).toMatchObject({ active: { id: 'a' } });
    expect(after(...history, defined({ schema: otherSchema }))).not.toHaveProperty('active');
  });
  it('that failed says why, until one does not', () => {
    given([defined()]).when(fail).then([failed]);
    expect(after(defined(), failed)).toMatchObject({ fault });
    expect(after(defined(), failed, imported('a'))).not.toHaveProperty('fault');
  });
});
