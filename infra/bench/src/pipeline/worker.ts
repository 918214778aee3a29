import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Installation, serviceEnvironment, SERVICES } from '@margay/local';
import { residentMb } from '../process.js';

const MAIN = fileURLToPath(
  new URL('../../../../services/enrichment/dist/main.js', import.meta.url),
);

/** A replica of the enrichment service that takes events from LOGS. */
export class Worker {
  private child: ChildProcess;

  constructor(private readonly installation: Installation) {
    this.child = this.start();
  }

  memory(): Promise<number> {
    return residentMb(this.child.pid);
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
