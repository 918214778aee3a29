/** How many of each run with `--cluster`. Streams have a copy on every server. */
export const CLUSTER = { servers: 3, replicas: 2 } as const;

/** `tokens-1`, `tokens-2`. */
export const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
