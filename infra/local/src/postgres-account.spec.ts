import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFromPasswd, mayEnter } from './postgres-account.js';

const STRANGER = { name: 'stranger', uid: 64_999, gid: 64_999 };

describe('an account', () => {
  it('is found by its name', () => {
    const passwd =
      'root:x:0:0::/root:/bin/sh\npostgres2:x:7:8::/:\npostgres:x:101:104::/var/lib:/bin/sh\n';
    expect(accountFromPasswd(passwd, 'postgres')).toEqual({
      name: 'postgres',
      uid: 101,
      gid: 104,
    });
    expect(accountFromPasswd(passwd, 'nobody')).toBeUndefined();
  });
});

describe('a directory', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp('/var/tmp/margay-spec-');
    await chmod(home, 0o755);
    await mkdir(join(home, 'inner'), { mode: 0o755 });
  });
  afterEach(() => rm(home, { recursive: true }));

  it('may be entered where all above it are open', async () => {
    expect(await mayEnter(join(home, 'inner'), STRANGER)).toBe(true);
  });

  it('may not be entered below a closed home', async () => {
    await chmod(home, 0o700);
    expect(await mayEnter(join(home, 'inner'), STRANGER)).toBe(false);
  });
});
