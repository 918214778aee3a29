import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  Peppers,
  list,
  parseConfig,
  port,
  processConfig,
  processEnvironment,
  secret,
  url,
} from './index.js';

const Config = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  PORT: port.default(8080),
  TOKEN_PEPPERS: Peppers,
});

const good = {
  DATABASE_URL: 'postgres://user:hunter2@db/app',
  TOKEN_PEPPERS: '2:second-secret-00000,1:first-secret-000000',
};

describe('a configuration', () => {
  it('is read in the types of its schema', () => {
    const config = parseConfig(Config, { ...good, PORT: '99', OTHER: 'ignored' });
    expect(config.PORT).toBe(99);
    expect(config.TOKEN_PEPPERS.map(({ version, secret }) => [version, secret.reveal()])).toEqual([
      [2, 'second-secret-00000'],
      [1, 'first-secret-000000'],
    ]);
  });

  it('takes an empty variable as absent', () => {
    expect(parseConfig(Config, { ...good, PORT: '' }).PORT).toBe(8080);
  });

  it('names every bad variable and shows no value', () => {
    const load = () => parseConfig(Config, { DATABASE_URL: 'mysql://x:hunter2@y', PORT: '99999' });
    expect(load).toThrow(
      new Error(
        [
          'The environment is not usable:',
          '  DATABASE_URL: Invalid URL',
          '  PORT: Too big: expected number to be <=65535',
          '  TOKEN_PEPPERS: Invalid input: expected string, received undefined',
        ].join('\n'),
      ),
    );
  });

  it.each(['2:short', 'second-secret-00000', '1:second-secret-00000,1:first-secret-000000', ''])(
    'refuses the peppers %j without repeating them',
    (text) => {
      const load = () => parseConfig(z.object({ P: Peppers }), { P: text });
      expect(load).toThrow('The environment is not usable:\n  P: ');
      if (text) expect(load).not.toThrow(text);
    },
  );

  it('names the bad part of a list', () => {
    const load = () => parseConfig(z.object(processEnvironment), { NATS_URL: 'nats://a,http://b' });
    expect(load).toThrow('NATS_URL[1]: Invalid URL');
  });

  it('reads lists', () => {
    expect(list(z.string()).parse(' a, b')).toEqual(['a', 'b']);
  });

  it('has a part that is the same in every process', () => {
    const config = processConfig(
      parseConfig(z.object(processEnvironment), {
        NATS_URL: 'nats://a:4222,nats://b:4222',
        NATS_NKEY_SEED: 'SUAX',
      }),
    );
    expect(config.nats.servers).toEqual(['nats://a:4222', 'nats://b:4222']);
    expect(config.nats.seed?.reveal()).toBe('SUAX');
    expect(config.log.level).toBe('log');
  });
});

describe('a secret', () => {
  const value = secret().parse('hunter2');

  it('gives its value to those who ask for it', () => expect(value.reveal()).toBe('hunter2'));

  it.each([
    ['a template', `${value}`],
    ['JSON', JSON.stringify({ value })],
    ['inspect', inspect({ value }, { depth: 5, showHidden: true })],
    ['String()', String(value)],
  ])('shows nothing in %s', (_where, text) => {
    expect(text).toContain('[secret]');
    expect(text).not.toContain('hunter2');
  });
});
