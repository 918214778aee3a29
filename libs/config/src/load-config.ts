import type { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment that a process cannot run with. Its message names variables and never shows a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(problems: readonly string[]) {
    super(['The environment is not usable:', ...problems.map((line) => `  ${line}`)].join('\n'));
  }
}

/** Compose files and shells say "not set" with an empty text. */
const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** `NATS_URL[1]` for the second part of a list. */
const nameOf = ([variable, ...rest]: readonly PropertyKey[]): string =>
  variable === undefined
    ? 'environment'
    : String(variable) + rest.map((key) => `[${String(key)}]`).join('');

/** @throws ConfigError with a line for every bad variable. */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment = process.env,
): z.output<Schema> {
  const result = schema.safeParse(withoutEmpty(env));
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map(({ path, message }) => `${nameOf(path)}: ${message}`),
  );
}

/** Stops the process with the list of bad variables on stderr and exit code 1, without a stack. */
export function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment = process.env,
): z.output<Schema> {
  try {
    return parseConfig(schema, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
