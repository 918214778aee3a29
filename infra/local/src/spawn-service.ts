import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { BoundedLog } from './bounded-log.js';
import { CHECKOUT } from './checkout.js';
import { identified, type OnSpawn, type Spawned } from './spawn-server.js';

export interface ServiceProcess {
  /** The compiled entry. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: BoundedLog;
  readonly onLine: (line: string) => void;
  readonly onSpawn?: OnSpawn;
}

/**
 * Starts a service with this very Node. Its output comes through pipes, line by line, to its log file and to
 * whoever shows it. A process group of its own: Ctrl-C reaches the launcher only, which stops things in order.
 */
export async function spawnService({
  entry,
  env,
  log,
  onLine,
  onSpawn,
}: ServiceProcess): Promise<Spawned> {
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    cwd: CHECKOUT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const follow = (output: Readable): void => {
    createInterface({ input: output, crlfDelay: Infinity }).on('line', (line) => {
      log.append(line);
      onLine(line);
    });
  };
  follow(child.stdout);
  follow(child.stderr);
  return identified(child, entry, onSpawn);
}
