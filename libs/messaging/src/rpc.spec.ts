import { describe, expect, it } from '@jest/globals';
import { EventLogApi, TokensApi } from '@margay/contracts';
import { calleeOf, subjectOf } from './rpc.js';

describe('the subject of a method', () => {
  it('is its full name in the contract', () =>
    expect(subjectOf(TokensApi.method.createToken, 'gateway')).toBe(
      'margay.tokens.v1.TokensApi.CreateToken',
    ));

  it('names the service where many serve the contract', () =>
    expect(subjectOf(EventLogApi.method.read, 'tokens')).toBe(
      'margay.eventlog.v1.EventLogApi.tokens.Read',
    ));

  it('cannot leave that service out', () =>
    expect(() => subjectOf(EventLogApi.method.read)).toThrow(TypeError));
});

describe('the callee of a contract', () => {
  it('is the service in its package', () => expect(calleeOf(TokensApi)).toBe('tokens'));
  it('is the owner where one is named', () => expect(calleeOf(EventLogApi, 'audit')).toBe('audit'));
});
