import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from '@jest/globals';
import type { RoleSessions, StoredSecrets } from '@margay/aws';
import { ProviderAnswerSchema, ServiceError } from '@margay/contracts';
import { detectionKit, type KitServices } from './detection-kit.js';

const at = new Date('2026-01-02T03:04:05.000Z');

/** A kit whose third parties answer so. */
const kitWith = (answer: Parameters<typeof create<typeof ProviderAnswerSchema>>[1] | Error) => {
  const asked: unknown[] = [];
  const lookups = {
    askProvider: (request: unknown, _caller: unknown, options: unknown) => {
      asked.push(request, options);
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ answers: [create(ProviderAnswerSchema, answer)] });
    },
  };
  const services = { lookups } as unknown as KitServices;
  return { asked, kit: detectionKit({} as RoleSessions, {} as StoredSecrets, services) };
};

describe('a third party that a detection asks', () => {
  it('says what it knows', async () => {
    const finding = { verdict: 'malicious', row: { score: 7 } };
    const { kit, asked } = kitWith({ status: 'fresh', finding });
    const options = { kind: 'ip', isAlert: true, waitMs: 500 } as const;
    expect(await kit.ask('vt', '8.8.8.8', options)).toEqual({
      status: 'fresh',
      verdict: 'malicious',
      row: { score: 7 },
    });
    expect(asked).toEqual([
      {
        provider: 'vt',
        values: [{ kind: 'ip', value: '8.8.8.8' }],
        isAlert: true,
        waitMs: 500,
      },
      { timeoutMs: 5_500 },
    ]);
  });

  it('is no exception where it has no answer, and says when it may have one', async () => {
    const throttled = { status: 'throttled', retryAt: timestampFromDate(at) };
    expect(await kitWith(throttled).kit.ask('vt', 'x')).toEqual({
      status: 'throttled',
      retryAt: at,
    });
    expect(await kitWith({ status: 'error', reason: 'malformed' }).kit.ask('vt', 'x')).toEqual({
      status: 'error',
      reason: 'malformed',
    });
  });

  it('has to be defined', () =>
    expect(
      kitWith(new ServiceError('not_found', 'No.')).kit.ask('nobody', 'x'),
    ).rejects.toMatchObject({ code: 'not_found' }));
});
