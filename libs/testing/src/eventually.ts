import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something to become so, asking again and again. For what happens on its own time:
 * a projection, a reconnect.
 *
 * @param question answers with anything but undefined or false once it is so
 * @param withinMs gives up after; generous, since it is only ever spent by a failure
 * @throws the question's last error, or one that names what was waited for
 */
export async function eventually<T>(
  what: string,
  question: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  do {
    try {
      const answer = await question();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await sleep(20);
  } while (Date.now() < deadline);
  throw new Error(`Not so within ${withinMs} ms: ${what}.`, { cause: last });
}
