import { isDeepStrictEqual } from 'node:util';

/** Whether two definitions say the same, in whatever order: the event log keeps none. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);
