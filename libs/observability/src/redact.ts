const SHOWN = '[secret]';
const TEXT_LENGTH_MAX = 16_384;
const DEPTH_MAX = 6;

const SECRET_KEYS = new Set([
  'authorization',
  'cookie',
  'password',
  'pepper',
  'peppers',
  'secret',
  'seed',
  'set-cookie',
  'token',
  'value',
  'x-api-key',
]);

const TOKEN_VALUE = /mgy_[0-9A-Za-z]+/g;
const NKEY_SEED = /\bS[ACNOUX][A-Z2-7]{54,}/g;
// Up to the last @ of the word: a password that should have been encoded may hold one itself.
const URL_PASSWORD = /(:\/\/[^\s:/?#@]*):\S*@/g;

/** What each of them has in it: most texts have none, and are as they are. */
const SUSPICIOUS = /mgy_|S[ACNOUX][A-Z2-7]{5}|:\/\//;

/** Text without token values, nkey seeds and the passwords of URLs; cut at 16,384 characters. */
export function redactText(text: string): string {
  const bounded = text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}… [cut]` : text;
  if (!SUSPICIOUS.test(bounded)) return bounded;
  return bounded
    .replace(TOKEN_VALUE, SHOWN)
    .replace(NKEY_SEED, SHOWN)
    .replace(URL_PASSWORD, `$1:${SHOWN}@`);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause, ...own } = error as Error & Record<string, unknown>;
  return {
    ...(redact(own, depth + 1) as Record<string, unknown>),
    name,
    message: redactText(message),
    ...(stack ? { stack: redactText(stack) } : {}),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  };
}

/** A copy for the log: plain JSON, without secrets, cut at six levels. */
export function redact(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
    case 'symbol':
    case 'function':
      return String(value);
    case 'object': {
      if (value === null) return null;
      if (depth > DEPTH_MAX) return '[…]';
      if (value instanceof Error) return redactError(value, depth);
      if (value instanceof Date) return value;
      if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
      if ('toJSON' in value && typeof value.toJSON === 'function')
        return redact(value.toJSON(), depth + 1);
      if (Array.isArray(value)) return value.slice(0, 100).map((each) => redact(each, depth + 1));
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
          key,
          SECRET_KEYS.has(key.toLowerCase()) ? SHOWN : redact(each, depth + 1),
        ]),
      );
    }
    case 'boolean':
    case 'number':
    case 'undefined':
      return value;
  }
}
