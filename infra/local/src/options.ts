import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port?: number;
  readonly demo: boolean;
  readonly external: boolean;
  readonly reset: boolean;
  readonly cluster: boolean;
  readonly logs?: { readonly file: string; readonly logType: string };
}

/** Arguments that cannot be followed. The message says which and why. */
export class BadArguments extends Error {}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new BadArguments(`--port takes a number from 1 to 65535, not ${JSON.stringify(text)}`);
  }
  return port;
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      port: { type: 'string' },
      'no-demo': { type: 'boolean' },
      logs: { type: 'string' },
      'log-type': { type: 'string' },
      external: { type: 'boolean' },
      reset: { type: 'boolean' },
      cluster: { type: 'boolean' },
    },
  }).values;

const parsed = (args: readonly string[]): ReturnType<typeof parse> => {
  try {
    return parse(args);
  } catch (error) {
    throw new BadArguments((error as Error).message);
  }
};

export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parsed(args);
  const file = values.logs;
  const logType = values['log-type'];
  if (file !== undefined && logType === undefined) {
    throw new BadArguments('--logs needs --log-type TYPE, for example --log-type AWS.CloudTrail');
  }
  if (file === undefined && logType !== undefined) {
    throw new BadArguments('--log-type says what --logs FILE holds; there is no --logs');
  }
  if (file !== undefined && values['no-demo'] === true) {
    throw new BadArguments('--logs and --no-demo exclude each other');
  }
  return {
    demo: values['no-demo'] !== true,
    external: values.external === true,
    reset: values.reset === true,
    cluster: values.cluster === true,
    ...(values.port === undefined ? {} : { port: portFrom(values.port) }),
    ...(file === undefined || logType === undefined ? {} : { logs: { file, logType } }),
  };
}
