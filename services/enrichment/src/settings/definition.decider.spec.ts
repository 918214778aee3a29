import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import type { DataModelDefinition } from '../data-models/data-model.js';
import { dataModelDecider } from '../data-models/data-model.decider.js';
import type { DataModelEvent } from './setting-event.js';

const given = deciderSpec(dataModelDecider);
const logType = 'My.Own';
const definition: DataModelDefinition = {
  fields: { source_ip: { path: 'ip' } },
  selectors: ['ip'],
};
const other: DataModelDefinition = { fields: {}, selectors: [] };

const defined = (definition: DataModelDefinition): DataModelEvent => ({
  type: 'DataModelDefined',
  logType,
  definition,
});
const removed: DataModelEvent = { type: 'DataModelRemoved', logType };
const define = (definition: DataModelDefinition, ...expectedRevisions: number[]) =>
  ({ type: 'Define', name: logType, definition, expectedRevisions }) as const;
const remove = (...expectedRevisions: number[]) =>
  ({ type: 'Remove', name: logType, expectedRevisions }) as const;

describe('a definition', () => {
  it('is made', () =>
    given([])
      .when(define(definition))
      .then([defined(definition)]));
  it('is put in the place of another', () =>
    given([defined(other)])
      .when(define(definition))
      .then([defined(definition)]));
  it('that is the same changes nothing', () =>
    given([defined(definition)])
      .when(define({ ...definition }))
      .thenNothing());
  it('that has its members in another order changes nothing', () =>
    given([defined({ selectors: ['ip'], fields: { b: { path: 'x' }, a: { path: 'y' } } })])
      .when(define({ fields: { a: { path: 'y' }, b: { path: 'x' } }, selectors: ['ip'] }))
      .thenNothing());
  it('is removed', () =>
    given([defined(definition)])
      .when(remove())
      .then([removed]));
  it('that is not there cannot be removed', () =>
    given([]).when(remove()).thenRefused('not_found'));
  it('that was removed cannot be removed again', () =>
    given([defined(other), removed])
      .when(remove())
      .thenRefused('not_found'));
  it('that was removed can be made again', () =>
    given([defined(other), removed])
      .when(define(other))
      .then([defined(other)]));
});

describe('a caller who says which revision to change', () => {
  it('changes it', () =>
    given([defined(other)])
      .when(define(definition, 1))
      .then([defined(definition)]));
  it('changes one of several', () =>
    given([defined(other)])
      .when(remove(7, 1))
      .then([removed]));
  it('is told that it is another by now', () =>
    given([defined(other), defined(definition)])
      .when(define(other, 1))
      .thenRefused('precondition_failed'));
  it('is told that it is gone', () =>
    given([defined(other), removed])
      .when(remove(1))
      .thenRefused('precondition_failed'));
  it('is told that it never was', () =>
    given([]).when(define(other, 1)).thenRefused('precondition_failed'));
});
