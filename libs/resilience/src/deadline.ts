/** Work took longer than it may. Whether it goes on regardless is up to the work. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';

  constructor(readonly limitMs: number) {
    super(`There was no answer within ${limitMs} ms.`);
  }
}

/**
 * Runs work that is told when its time is over. Each call has a signal of its own, and the caller is
 * answered in time even where the work does not listen to it.
 *
 * @param outer ends the work as well, with its own reason
 * @throws DeadlinePassed, the reason of `outer`, or whatever the work throws
 */
export async function withDeadline<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const own = new AbortController();
  const cancel = () => own.abort(outer?.reason);
  outer?.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => own.abort(new DeadlinePassed(limitMs)), limitMs);
  try {
    return await Promise.race([work(own.signal), aborted(own.signal)]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', cancel);
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
