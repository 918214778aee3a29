/** What was begun is ended in the opposite order, whether the work succeeds or not. */
export async function cleaningUp<T>(
  work: (whenDone: (end: () => Promise<unknown>) => void) => Promise<T>,
): Promise<T> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    return await work((end) => ends.push(end));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
