import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Usage } from './failure.js';
import { gatewayUrl, Profiles } from './profiles.js';

describe('profiles', () => {
  let directory: string;
  const profiles = (env: NodeJS.ProcessEnv = {}) =>
    new Profiles({ XDG_CONFIG_HOME: directory, ...env });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'margay-profiles-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('are read by their owner only, and the newest is in use', () => {
    profiles().keep('one', { url: 'https://one.example', token: 'a' });
    profiles().keep('two', { url: 'https://two.example', token: 'b' });
    expect(statSync(profiles().file).mode & 0o777).toBe(0o600);
    expect(profiles().use()).toMatchObject({ url: 'https://two.example', token: 'b' });
    profiles().switchTo('one');
    expect(profiles().use()).toMatchObject({ token: 'a' });
    expect(profiles().use('two')).toMatchObject({ token: 'b' });
    expect(profiles({ MARGAY_PROFILE: 'two' }).use()).toMatchObject({ token: 'b' });
  });

  it('stand behind the environment, which stands behind what is asked for', () => {
    profiles().keep('one', { url: 'https://one.example', token: 'a' });
    const env = { MARGAY_URL: 'http://127.0.0.1:1', MARGAY_TOKEN: 'e' };
    expect(profiles(env).use()).toMatchObject({ url: 'http://127.0.0.1:1', token: 'e' });
    expect(profiles(env).use('one')).toMatchObject({ url: 'https://one.example', token: 'a' });
  });

  it('never send the token of one gateway to another that is named alone, unknowingly', () => {
    profiles().keep('one', { url: 'https://one.example', token: 'a' });
    expect(() => profiles({ MARGAY_URL: 'https://other.example' }).use()).toThrow(Usage);
  });

  it('say which there are when one is missing', () => {
    expect(() => profiles().use()).toThrow('margay login');
    profiles().keep('one', { url: 'https://one.example', token: 'a' });
    expect(() => profiles().use('two')).toThrow('There are: one.');
    profiles().forget('one');
    expect(() => profiles().use()).toThrow('margay login');
  });

  it('are not overwritten when they cannot be read', () => {
    profiles().keep('one', { url: 'https://one.example', token: 'a' });
    writeFileSync(profiles().file, '{');
    expect(() => profiles().keep('two', { url: 'https://x', token: 'b' })).toThrow(Usage);
    expect(readFileSync(profiles().file, 'utf8')).toBe('{');
  });

  it.each(['ftp://x', 'x', 'https://user:secret@x', 'https://x/?a=b', ''])(
    'refuse %j as an address',
    (url) => {
      expect(() => gatewayUrl(url)).toThrow(Usage);
    },
  );
});
