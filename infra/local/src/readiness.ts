import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const ANSWER_MS = 3_000;

/** undefined: ready. Otherwise why not. */
export type NotReady = string | undefined;

/** Reads an answer of `/readyz`: 200, or 503 with a reason per check. */
export function explainReadiness(status: number, body: string): NotReady {
  if (status === 200) return undefined;
  try {
    const { checks } = JSON.parse(body) as { checks?: Readonly<Record<string, unknown>> };
    const reasons = Object.entries(checks ?? {})
      .filter(([, result]) => result !== 'ok')
      .map(([name, result]) => `${name}: ${String(result)}`);
    if (reasons.length > 0) return reasons.join('; ');
  } catch {
    // Something else answers there.
  }
  return `answers ${status}`;
}

export async function askReadiness(healthUrl: string): Promise<NotReady> {
  try {
    const response = await fetch(`${healthUrl}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return explainReadiness(response.status, await response.text());
  } catch {
    return 'does not answer yet';
  }
}

/** Waits until all are ready. Throws at the deadline, naming those that are not and their reasons. */
export async function waitUntilReady(
  healthUrls: ReadonlyMap<string, string>,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const answers = await Promise.all(
      [...healthUrls].map(async ([name, url]) => [name, await askReadiness(url)] as const),
    );
    const waiting = answers.filter(([, reason]) => reason !== undefined);
    if (waiting.length === 0) return;
    if (Date.now() > deadline) {
      const lines = waiting.map(([name, reason]) => `${name}: ${reason}`);
      throw new Error(`not ready after ${deadlineMs / 1000} s:\n${lines.join('\n')}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
