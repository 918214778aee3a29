/** A reason why not, or nothing when all is well. */
export type Check = () => string | undefined | Promise<string | undefined>;

export interface Report {
  readonly ok: boolean;
  /** `ok` or the reason, by the name of the check. */
  readonly checks: Readonly<Record<string, string>>;
}

const CHECK_TIMEOUT_MS = 2_000;

async function run(check: Check): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('The check did not answer in time.'), CHECK_TIMEOUT_MS);
  });
  try {
    return (await Promise.race([check(), late])) ?? 'ok';
  } catch {
    // The error belongs in the log of whoever threw it; reasons are public.
    return 'The check failed.';
  } finally {
    clearTimeout(timer);
  }
}

async function report(checks: ReadonlyMap<string, Check>): Promise<Report> {
  const results = await Promise.all(
    [...checks].map(async ([name, check]) => [name, await run(check)] as const),
  );
  return {
    ok: results.every(([, result]) => result === 'ok'),
    checks: Object.fromEntries(results),
  };
}

/**
 * What a process says about itself. *Ready*: send it work. *Live*: leave it running; only what a
 * restart would cure belongs there.
 */
export class Health {
  private readonly readiness = new Map<string, Check>();
  private readonly liveness = new Map<string, Check>();

  /** @returns how to take the check away. */
  readyWhen(name: string, check: Check): () => void {
    this.readiness.set(name, check);
    return () => void this.readiness.delete(name);
  }

  /** @returns how to take the check away. */
  liveWhile(name: string, check: Check): () => void {
    this.liveness.set(name, check);
    return () => void this.liveness.delete(name);
  }

  ready(): Promise<Report> {
    return report(this.readiness);
  }

  live(): Promise<Report> {
    return report(this.liveness);
  }
}
