import { timestampDate } from '@bufbuild/protobuf/wkt';
import { ServiceError, SharedKind, type SharedStateApi } from '@margay/contracts';
import type { Caller, Client } from '@margay/messaging';

/**
 * What detections remember, under keys of one namespace, shared by every process that runs them. Everything
 * expires; nothing is kept for longer than 30 days.
 *
 * Throws ServiceError: `bad_request`, `conflict` when the namespace is full, `too_large`, `unavailable`.
 */
export interface Remembered {
  /**
   * Adds to a counter, exactly, however many add at once.
   *
   * @param windowSeconds from the first addition; then the counter starts from nothing
   * @returns `crossed` for the one addition of a window that reaches the threshold
   */
  increment(
    key: string,
    options: {
      readonly windowSeconds: number;
      readonly by?: number;
      readonly threshold?: number;
    },
  ): Promise<{ readonly count: number; readonly crossed: boolean; readonly expiresAt: Date }>;
  /** 0 where there is none. */
  count(key: string): Promise<number>;
  /** @returns all members afterwards */
  addToSet(key: string, members: readonly string[], ttlSeconds: number): Promise<string[]>;
  removeFromSet(key: string, members: readonly string[]): Promise<string[]>;
  replaceSet(key: string, members: readonly string[], ttlSeconds: number): Promise<string[]>;
  /** Sorted; empty where there is none. */
  members(key: string): Promise<string[]>;
  /** @param value anything that JSON can say, up to 64 kB */
  put(key: string, value: unknown, ttlSeconds: number): Promise<void>;
  /** @returns undefined where there is none */
  get(key: string): Promise<unknown>;
  forget(kind: 'counter' | 'set' | 'value', key: string): Promise<void>;
}

const KINDS = {
  counter: SharedKind.COUNTER,
  set: SharedKind.SET,
  value: SharedKind.VALUE,
} as const;

/** Of a set from which something is only taken away, the expiry stays as it is. */
const ANY_TTL_SECONDS = 1;

function jsonOf(value: unknown): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new ServiceError('bad_request', 'JSON cannot say this value.');
  return Buffer.from(text);
}

export function remembered(
  state: Client<typeof SharedStateApi>,
  namespace: string,
  caller: () => Caller,
): Remembered {
  const at = (key: string) => ({ namespace, key });
  const change = async (
    key: string,
    changes: { add?: readonly string[]; remove?: readonly string[]; replace?: boolean },
    ttlSeconds: number,
  ): Promise<string[]> => {
    const { add = [], remove = [], replace = false } = changes;
    const request = { ...at(key), add: [...add], remove: [...remove], replace, ttlSeconds };
    return (await state.changeSet(request, caller())).members;
  };
  return {
    increment: async (key, { windowSeconds, by = 1, threshold = 0 }) => {
      const request = { ...at(key), by: BigInt(by), threshold: BigInt(threshold), windowSeconds };
      const { count, crossed, expiresAt } = await state.incrementCounter(request, caller());
      if (!expiresAt) throw new ServiceError('internal', 'The answer is not complete.');
      return { count: Number(count), crossed, expiresAt: timestampDate(expiresAt) };
    },
    count: async (key) => Number((await state.getCounter(at(key), caller())).count),
    addToSet: (key, add, ttlSeconds) => change(key, { add }, ttlSeconds),
    removeFromSet: (key, remove) => change(key, { remove }, ANY_TTL_SECONDS),
    replaceSet: (key, add, ttlSeconds) => change(key, { add, replace: true }, ttlSeconds),
    members: async (key) => (await state.getSet(at(key), caller())).members,
    put: async (key, value, ttlSeconds) => {
      await state.putValue({ ...at(key), value: jsonOf(value), ttlSeconds }, caller());
    },
    get: async (key) => {
      const { value } = await state.getValue(at(key), caller());
      return value === undefined ? undefined : JSON.parse(Buffer.from(value).toString());
    },
    forget: async (kind, key) => {
      await state.forget({ ...at(key), kind: KINDS[kind] }, caller());
    },
  };
}
