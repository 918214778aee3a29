const FORCED = 130;
/** A terminal signals npm and us, and npm passes it on to us: one Ctrl-C arrives twice. */
const SAME_PRESS_MS = 1_000;

export interface Interrupts {
  /** Aborted at the first signal. */
  readonly signal: AbortSignal;
  readonly interrupted: Promise<void>;
}

/** The first Ctrl-C (or SIGTERM, or a closed terminal) asks for an orderly stop; the second forces it. */
export function untilInterrupted(force: () => void): Interrupts {
  const controller = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let first = 0;
  const onSignal = (): void => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort(new Error('interrupted'));
      return;
    }
    if (performance.now() - first < SAME_PRESS_MS) return;
    force();
    process.exit(FORCED);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return { signal: controller.signal, interrupted };
}
