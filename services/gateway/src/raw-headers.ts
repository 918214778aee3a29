import { ServiceError } from '@margay/contracts';

/** Headers of which two would leave it to chance which one counts. */
const ONCE: ReadonlySet<string> = new Set([
  'host',
  'x-api-key',
  'content-type',
  'traceparent',
  'idempotency-key',
]);
const LENGTHS: ReadonlySet<number> = new Set([...ONCE].map(({ length }) => length));

/**
 * @param raw name, value, name, value, … as they were sent
 * @throws ServiceError `bad_request` if one that matters was sent twice, or no Host at all
 */
export function assertHeaders(raw: readonly string[]): void {
  let seen: string | undefined;
  let hosts = 0;
  for (let i = 0; i < raw.length; i += 2) {
    const sent = raw[i] ?? '';
    // Most headers are told apart by their length alone; this runs for each of every request.
    if (!LENGTHS.has(sent.length)) continue;
    const name = sent.toLowerCase();
    if (!ONCE.has(name)) continue;
    if (name === 'host') hosts++;
    if (seen?.includes(`${name};`))
      throw new ServiceError('bad_request', `The header ${name} was sent twice.`);
    seen = `${seen ?? ''}${name};`;
  }
  if (hosts === 0) throw new ServiceError('bad_request', 'The header host is missing.');
}
