import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import {
  retentionDecider,
  type RetentionCommand,
  type RetentionEvent,
} from './retention.decider.js';

const given = deciderSpec(retentionDecider);

const reason = 'A court said so.';
const placed: RetentionEvent = { type: 'HoldPlaced', holdId: 'h1', reason };
const lifted: RetentionEvent = { type: 'HoldLifted', holdId: 'h1', reason };
const place: RetentionCommand = { type: 'PlaceHold', holdId: 'h1', reason };
const lift: RetentionCommand = { type: 'LiftHold', holdId: 'h1', reason };
const erase: RetentionCommand = { type: 'EraseSubject', subject: 's', reason };
const drop = (fromSequence: number, toSequence: number): RetentionCommand => ({
  type: 'DropRecords',
  fromSequence,
  toSequence,
});
const dropped = (fromSequence: number, toSequence: number, days = 1_825): RetentionEvent => ({
  type: 'RecordsDropped',
  fromSequence,
  toSequence,
  days,
});
const set = (days: number): RetentionCommand => ({ type: 'SetRetention', days });

describe('the retention of the audit log', () => {
  it('can be 30 days', () =>
    given([])
      .when(set(30))
      .then([{ type: 'RetentionSet', days: 30 }]));
  it('cannot be less', () => given([]).when(set(29)).thenRefused('bad_request'));
  it('is five years to begin with', () => given([]).when(set(1_825)).thenNothing());
  it('is whole days', () => given([]).when(set(30.5)).thenRefused('bad_request'));

  it('drops from the oldest on', () =>
    given([])
      .when(drop(1, 10))
      .then([dropped(1, 10)]));
  it('goes on behind what was dropped', () =>
    given([dropped(1, 10)])
      .when(drop(11, 12))
      .then([dropped(11, 12)]));
  it('leaves no hole', () =>
    given([dropped(1, 10)])
      .when(drop(12, 20))
      .thenRefused('conflict'));
  it('drops nothing twice', () =>
    given([dropped(1, 10)])
      .when(drop(1, 10))
      .thenNothing());
  it('says by which number of days', () =>
    given([{ type: 'RetentionSet', days: 30 }])
      .when(drop(1, 2))
      .then([dropped(1, 2, 30)]));
});

describe('a hold', () => {
  it('is placed with a reason', () => given([]).when(place).then([placed]));
  it('is not placed without', () =>
    given([])
      .when({ ...place, reason: ' ' })
      .thenRefused('bad_request'));
  it('is placed once', () => given([placed]).when(place).thenNothing());
  it('is lifted', () => given([placed]).when(lift).then([lifted]));
  it('cannot be lifted when there is none', () => given([]).when(lift).thenRefused('not_found'));
  it('keeps records from being dropped', () =>
    given([placed]).when(drop(1, 2)).thenRefused('conflict'));
  it('keeps subjects from being erased', () => given([placed]).when(erase).thenRefused('conflict'));
  it('keeps nothing once lifted', () =>
    given([placed, lifted])
      .when(erase)
      .then([{ type: 'SubjectErased', subject: 's', reason }]));
  it('holds while another one is lifted', () =>
    given([placed, { ...placed, holdId: 'h2' }, { ...lifted, holdId: 'h2' }])
      .when(drop(1, 2))
      .thenRefused('conflict'));
});
