import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { natsFromDebian } from './nats-package.js';
import { runCommand } from './run-command.js';

const PROGRAM = 'nats-server';
/** Debian installs it where only administrators' PATH points. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];

const runnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const works = async (path: string): Promise<boolean> =>
  (await runnable(path)) &&
  (await runCommand(path, ['--version'], { deadlineMs: 10_000 })).code === 0;

async function onPath(path: string): Promise<string | undefined> {
  for (const directory of [...path.split(delimiter), ...ALSO]) {
    const candidate = join(directory, PROGRAM);
    if (directory !== '' && (await works(candidate))) return candidate;
  }
  return undefined;
}

const HOW_TO_INSTALL = `Install it in one of these ways, then start again:
  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y nats-server
  macOS:           brew install nats-server
  elsewhere:       a release from https://github.com/nats-io/nats-server/releases,
                   then NATS_SERVER_BIN=/path/to/nats-server
or use a server of yours: NATS_URL=nats://host:4222 npm start -- --external`;

export interface NatsBinaryOptions {
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told when it has to be downloaded, which takes a while. */
  readonly onDownload?: () => void;
}

/** The nats-server to run: the one named, the one on the PATH, the one fetched before, or Debian's. */
export async function natsBinary({ cache, env, onDownload }: NatsBinaryOptions): Promise<string> {
  const named = env['NATS_SERVER_BIN'];
  if (named !== undefined && named !== '') {
    if (await works(named)) return named;
    throw new Error(`NATS_SERVER_BIN=${named} does not run (tried: ${named} --version)`);
  }
  const found = await onPath(env['PATH'] ?? '');
  if (found !== undefined) return found;
  const cached = join(cache, PROGRAM);
  if (await works(cached)) return cached;
  onDownload?.();
  const fetched = await natsFromDebian(cache);
  if (typeof fetched === 'string') return fetched;
  throw new Error(
    `${PROGRAM} is missing, and fetching Debian's package failed:\n${fetched.failure}\n\n${HOW_TO_INSTALL}`,
  );
}
