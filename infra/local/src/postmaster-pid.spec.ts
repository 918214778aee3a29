import { describe, expect, it } from '@jest/globals';
import { parsePostmasterPid } from './postmaster-pid.js';

describe('postmaster.pid', () => {
  it('names the server and its data directory', () => {
    const text = '14404\n/var/lib/margay/x/data\n1763829315\n21435\n\n127.0.0.1\n 1 2\nready   \n';
    expect(parsePostmasterPid(text)).toEqual({ pid: 14404, directory: '/var/lib/margay/x/data' });
  });

  it.each(['', 'x\n/data\n', '0\n/data\n', '1\n/data\n', '-5\n/data\n', '77'])(
    'names nobody when it says %j',
    (text) => expect(parsePostmasterPid(text)).toBeUndefined(),
  );
});
