import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runCommand, tail } from './run-command.js';

/** The system user that the server runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export function accountFromPasswd(passwd: string, name: string): Account | undefined {
  for (const line of passwd.split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

const find = async (name: string): Promise<Account | undefined> =>
  accountFromPasswd(await readFile('/etc/passwd', 'utf8'), name);

const OPTIONS = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];

/** PostgreSQL refuses to run as root. undefined: this process is not root, the server may run as it. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await find('postgres');
  if (known !== undefined) return known;
  const deadlineMs = 20_000;
  let made = await runCommand('useradd', [...OPTIONS, 'postgres'], { deadlineMs });
  // BusyBox has another program for it.
  if (made.code === undefined) {
    made = await runCommand('adduser', ['-S', '-D', '-H', 'postgres'], { deadlineMs });
  }
  const account = await find('postgres');
  if (account !== undefined) return account;
  throw new Error(
    `PostgreSQL does not run as root, and the system user for it could not be made.\n` +
      `${tail(made.output)}\nMake it with: useradd ${OPTIONS.join(' ')} postgres\n` +
      'or start as an ordinary user.',
  );
}

const EXECUTE = 1;

/** Whether an account may enter a directory: one closed directory above it is enough to bar the way. */
export async function mayEnter(directory: string, account: Account): Promise<boolean> {
  for (let path = directory; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if ((bits & EXECUTE) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
