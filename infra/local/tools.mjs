// Runs the tools of the workspace: no input, a deadline, and the whole family of processes stopped with it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

const KEEP_CHARACTERS = 64 * 1024;
const ALL_LINES = 36;
const END_LINES = 12;
const COMPLAINTS = 24;

/** What of an output says what went wrong: all of a short one, else the complaints in it and its end. */
export const excerpt = (text) => {
  const lines = text.trim().split('\n');
  if (lines.length <= ALL_LINES) return lines.join('\n');
  const rest = lines.slice(0, -END_LINES);
  const complaints = rest.filter((line) => /\berror\b|✖|✗/i.test(line)).slice(0, COMPLAINTS);
  return [...complaints, '...', ...lines.slice(-END_LINES)].join('\n');
};

const stopFamily = (pid, signal) => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
};

/**
 * Runs a program to its end. Resolves with its exit code and the end of its output; never rejects.
 * With `show` the output goes straight to ours.
 */
export const run = (
  program,
  args,
  { signal, show = false, env = process.env, cwd = CHECKOUT } = {},
) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd,
      env,
      // A group of its own, so that grandchildren can be stopped with it.
      detached: true,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEEP_CHARACTERS);
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    const stop = () => {
      stopFamily(child.pid, 'SIGTERM');
      setTimeout(() => stopFamily(child.pid, 'SIGKILL'), 3_000).unref();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const finish = (code) => {
      signal?.removeEventListener('abort', stop);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      keep(`${program}: ${error.message}\n`);
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });

/** Like `run`, for what must succeed: throws with the end of the output. */
export const mustRun = async (program, args, options) => {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${excerpt(output)}\n(exit ${code})`.trimStart());
  return output;
};

/** The script behind a command of an installed package, to be run with this very node. */
export const toolScript = (packageName, command = packageName) => {
  const manifest = join(CHECKOUT, 'node_modules', packageName, 'package.json');
  const { bin } = createRequire(import.meta.url)(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
};
