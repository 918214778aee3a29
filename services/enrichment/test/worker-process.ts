import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** 8.8.8.0/24, and the same as the files have IPv6: whole numbers. */
const ASN_4 = '134744064,134744319,15169,Google LLC\n';
const COUNTRY_4 = '134217728,150994943,US\n';
const ASN_6 =
  '42540766411282592856903984951653826560,42541956123769884636017138956568135815,15169,G\n';
const COUNTRY_6 =
  '42540766411282592856903984951653826560,42541956123769884636017138956568135815,US\n';

/** Directories with small tables, so that a worker is there at once. */
export async function smallTableFiles(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'margay-tables-'));
  await Promise.all(
    Object.entries({
      'asn-ipv4-num.csv': ASN_4,
      'asn-ipv6-num.csv': ASN_6,
      'asn-country-ipv4-num.csv': COUNTRY_4,
      'asn-country-ipv6-num.csv': COUNTRY_6,
    }).map(([name, text]) => writeFile(join(path, name), text)),
  );
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The service as a process of its own, to be killed. */
export class WorkerProcess {
  private child: ChildProcess;

  constructor(private readonly env: NodeJS.ProcessEnv) {
    this.child = this.spawn();
  }

  /** Without a warning, and another in its place. */
  async kill9AndRestart(): Promise<void> {
    await this.kill9();
    this.child = this.spawn();
  }

  async kill9(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  private spawn(): ChildProcess {
    return spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...this.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
