import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { breakerDecider, type BreakerCommand, type BreakerEvent } from './breaker.decider.js';

const spec = deciderSpec(breakerDecider);
const given = (...history: BreakerEvent[]) => spec(history);
const name = 'vt';
const opened: BreakerEvent = {
  type: 'ProviderBreakerOpened',
  name,
  cause: 'timeout',
  nextProbeAt: '2026-01-02T03:04:05.000Z',
};
const closed: BreakerEvent = { type: 'ProviderBreakerClosed', name };
const forced = (state: 'open' | 'closed' | 'automatic', reason = 'x'): BreakerEvent => ({
  type: 'ProviderBreakerForced',
  name,
  state,
  reason,
});
const force = (state: 'open' | 'closed' | 'automatic', reason = 'x'): BreakerCommand => ({
  type: 'Force',
  name,
  state,
  reason,
});
const sayOpen: BreakerCommand = {
  type: 'SayOpen',
  name,
  cause: 'timeout',
  nextProbeAt: opened.nextProbeAt,
};

describe('the breakers of a provider', () => {
  it('are held open or closed by order, with a reason', () => {
    given()
      .when(force('open'))
      .then([forced('open')]);
    given(forced('open'))
      .when(force('closed', 'y'))
      .then([forced('closed', 'y')]);
  });
  it('are left to calls again without one', () =>
    given(forced('open'))
      .when(force('automatic', ''))
      .then([forced('automatic', '')]));
  it('are not ordered to be what they are', () => {
    given().when(force('automatic')).thenNothing();
    given(forced('open')).when(force('open')).thenNothing();
  });
  it('are ordered nothing without a reason, or with a long one', () => {
    given().when(force('open', ' ')).thenRefused('bad_request');
    given()
      .when(force('closed', 'x'.repeat(501)))
      .thenRefused('bad_request');
  });
  it('are said to be open once, and closed once', () => {
    given().when(sayOpen).then([opened]);
    given(opened).when(sayOpen).thenNothing();
    given(opened).when({ type: 'SayClosed', name }).then([closed]);
    given().when({ type: 'SayClosed', name }).thenNothing();
    given(opened, closed).when(sayOpen).then([opened]);
  });
});
