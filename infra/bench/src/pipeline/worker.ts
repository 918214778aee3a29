import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Installation, serviceEnvironment, SERVICES } from '@margay/local';

const MAIN = fileURLToPath(
  new URL('../../../../services/enrichment/dist/main.js', import.meta.url),
);

/** A replica of the enrichment service that takes events from LOGS. */
export class Worker {
  private child: ChildProcess;

  constructor(private readonly installation: Installation) {
    this.child = this.start();
  }

  /** Resident memory in MB; 0 when it is not there. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
  }

  async kill9AndRestart(): Promise<void> {
    await this.end('SIGKILL');
    this.child = this.start();
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  private start(): ChildProcess {
    const service = SERVICES.find(({ name }) => name === 'enrichment');
    if (!service) throw new Error('There is no service enrichment.');
    return spawn(process.execPath, [MAIN], {
      env: {
        ...serviceEnvironment(service, this.installation, process.env),
        HEALTH_PORT: '0',
        LOG_LEVEL: 'error',
        PIPELINE_WORKER: 'true',
      },
      stdio: 'ignore',
    });
  }
}
