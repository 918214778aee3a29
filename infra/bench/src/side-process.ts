import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Answer {
  readonly answer?: unknown;
  readonly error?: string;
}

/** A process of its own that does what it is asked, one thing at a time. */
export interface SideProcess<Question, Reply> {
  readonly pid: number;
  ask(question: Question): Promise<Reply>;
  stop(): Promise<void>;
}

/**
 * Starts a module of ours as a process, which is ready when `answering` was called in it. It ends with this
 * process, in whatever way that ends.
 *
 * @param env what it finds in its environment, beside what is in ours
 */
export async function startSideProcess<Question, Reply>(
  module: URL,
  env: Readonly<Record<string, string>> = {},
): Promise<SideProcess<Question, Reply>> {
  const path = fileURLToPath(module);
  // As services are started.
  const execArgv = ['--enable-source-maps'];
  const child = fork(path, [], { execArgv, env: { ...process.env, ...env } });
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${path} ended (${signal ?? code}).`)));
  });
  gone.catch(() => undefined);
  const next = (): Promise<Answer> =>
    Promise.race([
      new Promise<Answer>((resolve) => child.once('message', (said) => resolve(said as Answer))),
      gone,
    ]);
  const replied = async (): Promise<Reply> => {
    const { answer, error } = await next();
    if (error !== undefined) throw new Error(`${path}: ${error}`);
    return answer as Reply;
  };
  await replied();
  return {
    pid: child.pid ?? 0,
    ask: (question) => {
      const reply = replied();
      child.send({ question });
      return reply;
    },
    stop: async () => {
      child.disconnect();
      await gone.catch(() => undefined);
    },
  };
}

/** In the process itself: tells that it is ready, then answers what it is asked. */
export function answering<Question, Reply>(answer: (question: Question) => Promise<Reply>): void {
  const say = (said: Answer) => process.send?.(said);
  process.on('message', ({ question }: { question: Question }) => {
    answer(question).then(
      (result) => say({ answer: result }),
      (error: unknown) =>
        say({ error: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  // The terminal tells everybody; the process that started us decides.
  process.on('SIGINT', () => undefined);
  say({ answer: 'ready' });
}
