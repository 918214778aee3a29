import { describe, expect, it } from '@jest/globals';
import { JsonLogger, inRequest } from './index.js';

function logged(act: (logger: JsonLogger) => void, level?: 'warn'): Record<string, unknown>[] {
  const lines: string[] = [];
  act(new JsonLogger('tokens', level, (line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const VALUE = 'mgy_0123456789abcdefghijABCDEFGHIJ012345';

describe('a log line', () => {
  it('says when, how bad, where and what', () => {
    const [line] = logged((logger) => logger.log('It works.', { count: 3n }, 'Relay'));
    expect(line).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'info',
      service: 'tokens',
      message: 'It works.',
      context: 'Relay',
      fields: { count: '3' },
    });
  });

  it('knows the request it was written for', async () => {
    const request = { requestId: 'r1', actor: { type: 'user', id: 'u1', name: 'Ada' } };
    let lines: Record<string, unknown>[] = [];
    await inRequest(request, async () => {
      await Promise.resolve();
      lines = logged((logger) => logger.warn('Careful.'));
    });
    expect(lines[0]).toMatchObject({ requestId: 'r1', actor: { type: 'user', id: 'u1' } });
    expect(lines[0]?.['actor']).not.toHaveProperty('name');
  });

  it('holds the stack of an error and of its causes', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const [line] = logged((logger) => logger.error('It failed.', error));
    expect(line).toMatchObject({
      level: 'error',
      message: 'It failed.',
      error: { name: 'Error', message: 'outer', cause: { message: 'inner' } },
    });
    expect(line?.['error']).toHaveProperty('stack', expect.stringContaining('logger.spec'));
  });

  it('is not written below the level', () => {
    expect(logged((logger) => logger.log('quiet'), 'warn')).toEqual([]);
  });

  it.each<[string, (logger: JsonLogger) => void]>([
    ['a message', (logger) => logger.log(`key ${VALUE}`)],
    ['a field', (logger) => logger.log('x', { deep: [{ note: `key ${VALUE}` }] })],
    ['a header', (logger) => logger.log('x', { headers: { 'X-API-Key': VALUE } })],
    ['an error', (logger) => logger.error(new Error(`bad key ${VALUE}`))],
    ['a cause', (logger) => logger.error('x', new Error('y', { cause: `key ${VALUE}` }))],
    ['a cut value', (logger) => logger.log(VALUE.slice(0, 30))],
  ])('never holds a token value from %s', (_where, act) => {
    const [line] = logged(act);
    expect(JSON.stringify(line)).not.toContain(VALUE.slice(0, 24));
    expect(JSON.stringify(line)).toContain('[secret]');
  });

  it.each([
    'postgres://app:hunter2@db/x',
    'postgres://app:hun/ter@hunter2@db/x',
    'nats://:hunter2@bus:4222',
  ])('never holds the password of %s', (url) => {
    const [line] = logged((logger) => logger.log('Connecting.', { url }));
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('never holds the value of a field that is named like a secret', () => {
    const fields = {
      password: 'hunter2',
      seed: 'hunter2',
      Authorization: 'hunter2',
      value: 'hunter2',
    };
    expect(JSON.stringify(logged((logger) => logger.log('x', fields)))).not.toContain('hunter2');
  });

  it('survives what JSON does not', () => {
    const loop: Record<string, unknown> = { f: () => 1, s: Symbol('s'), b: new Uint8Array(9) };
    loop['self'] = loop;
    expect(logged((logger) => logger.log('x', loop))).toHaveLength(1);
  });

  it('is cut when it is huge', () => {
    const [line] = logged((logger) => logger.log('a'.repeat(1_000_000)));
    expect(JSON.stringify(line).length).toBeLessThan(20_000);
  });
});
