import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsFailure, type FailureKind } from './aws-failure.js';
import type { Labels } from './secret-source.js';
import { SecretVersions } from './secret-versions.js';
import { StoredSecret } from './stored-secret.js';

const WATCH = { lookEveryMs: 30_000, trustedForMs: 300_000, overlapMs: 900_000 };

describe('the versions of a secret', () => {
  let now: number;
  let labels: Labels;
  let failing: FailureKind | undefined;
  let looks: number;
  let reads: string[];
  let versions: SecretVersions;

  beforeEach(() => {
    now = 1_000_000;
    labels = { current: 'a', pending: undefined, previous: undefined, changedAt: new Date() };
    failing = undefined;
    looks = 0;
    reads = [];
    const asked = <T>(answer: () => T): Promise<T> =>
      failing
        ? Promise.reject(new AwsFailure(failing, failing, undefined))
        : Promise.resolve(answer());
    versions = new SecretVersions(
      {
        labels: () => asked(() => (looks++, labels)),
        value: (id = labels.current ?? '') =>
          asked(() => (reads.push(id), new StoredSecret(id, `value of ${id}`))),
      },
      WATCH,
      { now: () => now, random: () => 0.5 },
    );
  });

  const current = async () => (await versions.current()).text().reveal();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const rotateTo = (next: string) =>
    (labels = {
      current: next,
      pending: undefined,
      previous: labels.current,
      changedAt: new Date(),
    });

  it('are read once for all who ask', async () => {
    await Promise.all(Array.from({ length: 1_000 }, current));
    expect([looks, reads]).toEqual([0, ['a']]);
  });

  it('are looked at now and then, in the background and without reading a value', async () => {
    await current();
    for (let i = 0; i < 10; i++) {
      now += 31_000;
      expect(await current()).toBe('value of a');
      await settled();
    }
    expect([looks, reads]).toEqual([10, ['a']]);
  });

  it('change over by themselves when the label moves, for one more reading', async () => {
    await current();
    rotateTo('b');
    now += 31_000;
    await current();
    await settled();
    expect(await current()).toBe('value of b');
    expect(reads).toEqual(['a', 'b']);
  });

  it('have the next one warm before the label moves', async () => {
    await current();
    labels = { ...labels, pending: 'b' };
    now += 31_000;
    await current();
    await settled();
    rotateTo('b');
    now += 31_000;
    failing = undefined;
    await current();
    await settled();
    expect(await current()).toBe('value of b');
    expect(reads).toEqual(['a', 'b']);
  });

  it('are looked at before they are handed out again after a long silence', async () => {
    await current();
    rotateTo('b');
    now += 300_001;
    expect(await current()).toBe('value of b');
  });

  it('have the new one for whoever was refused with the old one, with one look for all of them', async () => {
    const old = await versions.current();
    rotateTo('b');
    const instead = await Promise.all(Array.from({ length: 100 }, () => versions.insteadOf(old)));
    expect(new Set(instead.map((each) => each?.versionId))).toEqual(new Set(['b']));
    expect([looks, reads]).toEqual([1, ['a', 'b']]);
  });

  it('have the one before while a rotation is young', async () => {
    rotateTo('b');
    const young = await versions.current();
    expect((await versions.insteadOf(young))?.versionId).toBe('a');
    labels = { ...labels, changedAt: new Date(Date.now() - 901_000) };
    now += 2_000;
    expect(await versions.insteadOf(young)).toBeUndefined();
  });

  it('are not looked at for every refusal of a key that is simply wrong', async () => {
    const wrong = await versions.current();
    for (let i = 0; i < 100; i++) expect(await versions.insteadOf(wrong)).toBeUndefined();
    expect(looks).toBe(3);
  });

  it.each<FailureKind>(['throttled', 'unavailable', 'expired'])(
    'are still handed out while AWS is %s, but not for ever',
    async (kind) => {
      await current();
      failing = kind;
      for (let i = 0; i < 9; i++) {
        now += 31_000;
        expect(await current()).toBe('value of a');
        await settled();
      }
      now += 31_000;
      await expect(current()).rejects.toMatchObject({ code: 'unavailable' });
    },
  );

  it.each<[FailureKind, string]>([
    ['denied', 'forbidden'],
    ['missing', 'not_found'],
    ['deleted', 'not_found'],
  ])('are no longer handed out once AWS says %s', async (kind, code) => {
    await current();
    failing = kind;
    now += 31_000;
    await current();
    await settled();
    await expect(current()).rejects.toMatchObject({ code });
  });

  it('are not asked for in a hot loop when they are refused', async () => {
    failing = 'denied';
    for (let i = 0; i < 500; i++) await expect(current()).rejects.toMatchObject({});
    failing = undefined;
    await expect(current()).rejects.toMatchObject({ code: 'forbidden' });
    expect(reads).toEqual([]);
    now += 1_001;
    expect(await current()).toBe('value of a');
  });
});
