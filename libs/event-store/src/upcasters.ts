/** Turns the data of one schema version of an event into the next. Pure. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** Per event type, in order: the first lifts version 1 to 2, the second 2 to 3, … */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** The schema version that events of a type are written with today. */
export const schemaVersionOf = (upcasters: Upcasters, type: string): number =>
  (upcasters[type]?.length ?? 0) + 1;

/** Data as today's code knows it, from whatever version it was written with. */
export function upcast(
  upcasters: Upcasters,
  type: string,
  schemaVersion: number,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const chain = upcasters[type]?.slice(schemaVersion - 1) ?? [];
  return chain.reduce((older, lift) => lift(older), data);
}
