import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finished, runCommand, tail } from './run-command.js';

const PROGRAM = 'nats-server';
const DOWNLOAD_MS = 120_000;

const runnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** apt's own places, below a directory of ours: how an ordinary user reads package lists. */
const ownPlaces = (directory: string): readonly string[] => [
  `Dir::State=${join(directory, 'state')}`,
  `Dir::State::status=/var/lib/dpkg/status`,
  `Dir::Cache=${join(directory, 'cache')}`,
  'APT::Sandbox::User=root',
];

async function download(work: string): Promise<string | undefined> {
  const apt = (options: readonly string[], ...args: string[]): Promise<Finished> =>
    runCommand('apt-get', ['-q', ...options.flatMap((option) => ['-o', option]), ...args], {
      deadlineMs: DOWNLOAD_MS,
      cwd: work,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
  const asIs = ['APT::Sandbox::User=root'];
  let last = await apt(asIs, 'download', PROGRAM);
  if (last.code === undefined) return 'apt-get is not available here';
  if (last.code !== 0) {
    // The machine's lists are missing or old: fetch lists of our own, which needs no root.
    const own = ownPlaces(work);
    await mkdir(join(work, 'state/lists/partial'), { recursive: true });
    await mkdir(join(work, 'cache/archives/partial'), { recursive: true });
    last = await apt(own, 'update');
    if (last.code === 0) last = await apt(own, 'download', PROGRAM);
  }
  return last.code === 0 ? undefined : tail(last.output, 5);
}

/**
 * Fetches Debian's package into `cache` and answers with the program's path. Unpacked and not installed: nothing
 * else on the machine changes, and no daemon starts.
 */
export async function natsFromDebian(
  cache: string,
): Promise<string | { readonly failure: string }> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'download-'));
  try {
    const failure = await download(work);
    if (failure !== undefined) return { failure };
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) return { failure: 'apt-get downloaded nothing' };
    const unpacked = join(work, 'unpacked');
    const unpack = await runCommand('dpkg', ['-x', join(work, archive), unpacked], {
      deadlineMs: 60_000,
    });
    if (unpack.code !== 0) return { failure: tail(unpack.output, 5) };
    for (const place of ['usr/sbin', 'usr/bin']) {
      const found = join(unpacked, place, PROGRAM);
      if (!(await runnable(found))) continue;
      const draft = join(work, PROGRAM);
      await copyFile(found, draft);
      await chmod(draft, 0o755);
      await rename(draft, join(cache, PROGRAM));
      return join(cache, PROGRAM);
    }
    return { failure: `the package holds no ${PROGRAM}` };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
