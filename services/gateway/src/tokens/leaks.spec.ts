import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprintOf, newTokenValue } from '@margay/contracts';
import { type Doors, openDoors } from '../../test/doors.js';

describe('POST /api-tokens/leaks', () => {
  let doors: Doors;
  let reported: { fingerprints: Uint8Array[]; source: string } | undefined;
  beforeAll(async () => {
    doors = await openDoors({
      tokens: {
        reportLeaks: (request: NonNullable<typeof reported>) => {
          reported = request;
          return Promise.resolve({});
        },
      },
    });
  });
  afterAll(() => doors.app.close());

  const report = async (body: unknown) => {
    const response = await fetch(`${await doors.app.getUrl()}/api-tokens/leaks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  it('takes what anybody found, and says the same whatever it is', async () => {
    const value = newTokenValue();
    const answers = [
      await report({ values: [value, ` ${value}\n`, 'nonsense'], source: 'a commit' }),
      await report({ values: ['nonsense'] }),
    ];
    expect(answers).toEqual([
      { status: 202, text: '' },
      { status: 202, text: '' },
    ]);
    await report({ values: [value, 'nonsense', ` ${value}`], source: ` ${value} in a commit` });
    expect(reported?.fingerprints).toEqual([fingerprintOf(value)]);
    expect(reported?.source).not.toContain(value);
  });

  it('is told to the audit log without a value, with where it came from', async () => {
    await report({ values: [newTokenValue()], source: newTokenValue() });
    const told = JSON.stringify(doors.attempts);
    expect(told).toContain('REPORT_LEAKED_API_TOKENS');
    expect(told).not.toMatch(/mgy_[0-9A-Za-z]{36}/);
  });

  it.each([
    [{}, 'values'],
    [{ values: [] }, 'values'],
    [{ values: Array(1_001).fill('x') }, 'values'],
    [{ values: ['x'.repeat(501)] }, 'values[0]'],
    [{ values: [7] }, 'values[0]'],
    [{ values: 'x' }, 'values'],
    [{ values: ['x'], source: 'x'.repeat(501) }, 'source'],
    [{ values: ['x'], token: 'x' }, 'token'],
  ])('answers 400 to %j and says where', async (body, path) => {
    const { status, text } = await report(body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ path }] });
  });
});
