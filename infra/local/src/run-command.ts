import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly deadlineMs: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

export interface Finished {
  /** undefined: the program could not be started or was stopped at its deadline. */
  readonly code: number | undefined;
  /** What it printed on both outputs, the last 64 kB. */
  readonly output: string;
}

const KEEP_CHARACTERS = 64 * 1024;

export const tail = (text: string, lines = 20): string =>
  text.trimEnd().split('\n').slice(-lines).join('\n');

/** Runs a program without input and with a deadline. Never throws: a failure is in the result. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<Finished> {
  const { deadlineMs, ...rest } = options;
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: string): void => {
      output = (output + chunk).slice(-KEEP_CHARACTERS);
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
      // Grandchildren may keep the pipes open for longer than anyone wants to wait.
      child.stdout.destroy();
      child.stderr.destroy();
    }, deadlineMs);
    const finish = (code: number | undefined): void => {
      clearTimeout(timer);
      resolve({ code, output });
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      keep(`${program}: ${error.message}\n`);
      finish(undefined);
    });
    child.once('close', (code) => {
      if (late) keep(`${program}: stopped after ${deadlineMs / 1000} s\n`);
      finish(late ? undefined : (code ?? undefined));
    });
  });
}

/** Like `runCommand`, for programs that must succeed. */
export async function mustRun(
  what: string,
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { code, output } = await runCommand(program, args, options);
  if (code !== 0) throw new Error(`${what} failed (exit ${code ?? 'none'})\n${tail(output)}`);
  return output;
}
