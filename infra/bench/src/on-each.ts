const WIDTH = 16;

/** Runs `work` on each, `width` at a time. */
export async function onEach<T>(
  all: Iterable<T>,
  work: (one: T) => Promise<unknown>,
  width = WIDTH,
): Promise<void> {
  const from = all[Symbol.iterator]();
  const left: Iterable<T> = { [Symbol.iterator]: () => from };
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const one of left) await work(one);
    }),
  );
}
