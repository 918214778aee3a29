import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The service as a process of its own, as it was built, to be killed. */
export class AuditProcess {
  private child: ChildProcess;

  constructor(private readonly env: NodeJS.ProcessEnv) {
    this.child = this.spawn();
  }

  async kill9AndRestart(): Promise<void> {
    await this.kill9();
    this.child = this.spawn();
  }

  /** Without a warning. */
  async kill9(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  private spawn(): ChildProcess {
    return spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', ...this.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
