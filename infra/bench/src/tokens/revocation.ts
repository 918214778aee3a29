const PATH = '/permissions';
const REFUSED_WITHIN_MS = 20_000;

export interface Asking {
  readonly url: string;
  readonly key: string;
}

const statusOf = async ({ url, key }: Asking): Promise<number> => {
  const response = await fetch(`${url}${PATH}`, { headers: { 'x-api-key': key } });
  await response.arrayBuffer();
  return response.status;
};

async function newToken({ url, key }: Asking): Promise<{ id: string; value: string }> {
  const response = await fetch(`${url}/api-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ name: 'bench', permissions: ['AlertRead'] }),
  });
  if (!response.ok) throw new Error(`A token was answered with ${response.status}.`);
  return (await response.json()) as { id: string; value: string };
}

/** Asks again and again. @returns milliseconds since `start` until the first refusal was there */
async function untilRefused(asking: Asking, start: number): Promise<number> {
  while (performance.now() - start < REFUSED_WITHIN_MS)
    if ((await statusOf(asking)) === 401) return performance.now() - start;
  throw new Error('A token that was deleted is still let in.');
}

/**
 * Deletes a token that every gateway knows, by one of them.
 *
 * @returns for each gateway, how long after the deletion was sent it refused; a new token's first use
 * on each, which must be let in at once
 */
export async function revocation(urls: readonly string[], administrator: string) {
  const [by = ''] = urls;
  const { id, value } = await newToken({ url: by, key: administrator });
  const askings = urls.map((url) => ({ url, key: value }));
  const first = await Promise.all(askings.map(statusOf));
  // Known from now on, so that what is measured is forgetting.
  await Promise.all(askings.map(statusOf));
  const start = performance.now();
  const refused = askings.map((asking) => untilRefused(asking, start));
  const response = await fetch(`${by}/api-tokens/${id}`, {
    method: 'DELETE',
    headers: { 'x-api-key': administrator },
  });
  if (response.status !== 204) throw new Error(`A deletion was answered with ${response.status}.`);
  return { refusedMs: await Promise.all(refused), atOnce: first.every((status) => status === 200) };
}
