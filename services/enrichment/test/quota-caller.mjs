// A replica that calls a provider much more often than it may, until it is killed.
const { DATABASE_URL, PROVIDER_URL, QUOTA_KEY, POLICY, CLOCK_SKEW_MS, CALLERS } = process.env;

// Its clock is wrong by minutes, from before anything could look at it.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length > 0) super(...args);
    else super(RealDate.now() + Number(CLOCK_SKEW_MS));
  }
  static now() {
    return RealDate.now() + Number(CLOCK_SKEW_MS);
  }
};

const { randomUUID } = await import('node:crypto');
const { setTimeout: sleep } = await import('node:timers/promises');
const { Database } = await import('@margay/event-store');
const { QuotaDesk } = await import('../dist/quota/quota-desk.js');
const { QuotaLedger } = await import('../dist/quota/quota-ledger.service.js');

const policy = JSON.parse(POLICY);
const ledger = new QuotaLedger(new Database(DATABASE_URL, 'enrichment', { connections: 2 }));
const desk = new QuotaDesk(QUOTA_KEY, () => policy, ledger, randomUUID());

async function call() {
  const permit = await desk.acquire({ caller: 'x', isAlert: false, cost: 1, waitMs: 500 });
  if (!permit.send()) return permit.end('unspent');
  try {
    const signal = AbortSignal.timeout(policy.transitMs);
    const answer = await fetch(PROVIDER_URL, { headers: { 'x-apikey': 'k' }, signal });
    await answer.text();
    permit.end('spent');
  } catch {
    permit.end('doubtful');
  }
}

await Promise.all(
  Array.from({ length: Number(CALLERS) }, async () => {
    for (;;) {
      await call().catch(() => undefined);
      await sleep(5);
    }
  }),
);
