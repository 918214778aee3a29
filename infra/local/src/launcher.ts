import { accessSync, constants } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { demonstrate } from './demo.js';
import type { ExternalServers } from './installation.js';
import { BadArguments, parseStartOptions, type StartOptions } from './options.js';
import { Platform } from './platform.js';
import { rememberIntroduced, wasIntroduced } from './remembered.js';
import { resetState } from './reset.js';
import { AlreadyRunning } from './running-file.js';
import { Screen } from './screen.js';
import { STATE_DIRECTORY } from './state-directory.js';
import type { Steps } from './steps.js';
import { untilInterrupted } from './interrupts.js';

const PREFERRED_PORT = 8080;

interface Launch {
  readonly args: readonly string[];
  readonly steps: Steps;
}

function externalServers({ DATABASE_URL, NATS_URL }: NodeJS.ProcessEnv): ExternalServers {
  if (!DATABASE_URL && !NATS_URL) {
    throw new BadArguments(
      '--external uses the servers named by DATABASE_URL and NATS_URL, and neither is set',
    );
  }
  return {
    ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}),
    ...(NATS_URL ? { natsUrl: NATS_URL } : {}),
  };
}

/** npm runs scripts in the checkout; paths are meant from where the user typed them. */
const fromCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

function readable(file: string): string {
  const path = fromCaller(file);
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch {
    throw new BadArguments(`--logs ${file}: there is no such file that can be read (${path})`);
  }
}

const withoutEnding = (file: string): string =>
  basename(file).replace(/(\.(ndjson|jsonl|json|log))?(\.gz)?$/, '') || 'events';

const short = (path: string): string => relative(process.cwd(), path) || path;

function introduce({
  gatewayUrl,
  gatewayUrls,
  sandboxUrl,
  installation,
  administratorToken,
}: Platform): string[] {
  const { places, stateDirectory } = installation;
  const secrets = short(places.secrets);
  const token = wasIntroduced(stateDirectory)
    ? [`  Administrator token  in ${secrets} (administratorToken)`]
    : [
        `  Administrator token  ${administratorToken}`,
        `                       shown this once; kept with all other secrets in ${secrets}`,
      ];
  rememberIntroduced(stateDirectory);
  return [
    '',
    `  Gateway              ${gatewayUrls.join(', ')}`,
    `  API documentation    ${gatewayUrl}/docs`,
    ...token,
    ...(sandboxUrl === undefined ? [] : [`  AWS (sandbox)        ${sandboxUrl}`]),
    `  Logs                 ${short(places.logs)}`,
    '',
  ];
}

async function show(
  platform: Platform,
  { logs }: StartOptions,
  screen: Screen,
  write: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  screen.hold();
  try {
    await demonstrate({
      gatewayUrl: platform.gatewayUrl,
      administratorToken: platform.administratorToken,
      write,
      width: process.stdout.columns ?? 140,
      signal,
      ...(platform.sandboxUrl === undefined ? {} : { sandboxUrl: platform.sandboxUrl }),
      ...(logs === undefined
        ? {}
        : {
            logs: {
              ...logs,
              output: join(STATE_DIRECTORY, 'enriched', `${withoutEnding(logs.file)}.ndjson`),
            },
          }),
    });
  } catch (error) {
    if (!signal.aborted) write(`The demonstration failed: ${(error as Error).message}`);
  } finally {
    screen.release();
  }
}

async function run(options: StartOptions, steps: Steps): Promise<number> {
  const write = (line: string): void => steps.write(line);
  const screen = new Screen(write, process.stdout.isTTY === true && !process.env['NO_COLOR']);
  const awsUrl = process.env['AWS_ENDPOINT_URL'];
  const external = {
    ...(options.external ? externalServers(process.env) : {}),
    ...(awsUrl ? { awsUrl } : {}),
  };
  let platform: Platform | undefined;
  const interrupts = untilInterrupted(() => platform?.killAll());
  const { signal } = interrupts;
  try {
    if (options.reset) {
      await steps.step('reset', { deadlineMs: 60_000, signal }, () => resetState(STATE_DIRECTORY));
    }
    platform = await Platform.start({
      stateDirectory: STATE_DIRECTORY,
      steps,
      screen,
      signal,
      preferredPort: PREFERRED_PORT,
      ...(options.port === undefined ? {} : { port: options.port }),
      external,
      cluster: options.cluster,
    });
    for (const line of introduce(platform)) write(line);
    if (options.demo) await show(platform, options, screen, write, signal);
    if (!signal.aborted) write('\nRunning. Ctrl-C stops everything.');
    await interrupts.interrupted;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await platform?.stop();
  write('Stopped.');
  return 0;
}

/** Everything behind `npm start`, once the checkout is installed and built. Resolves with the exit code. */
export async function launch({ args, steps }: Launch): Promise<number> {
  // A terminal that was closed must not end the orderly stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    const options = parseStartOptions(args);
    const { logs } = options;
    return await run(
      logs === undefined ? options : { ...options, logs: { ...logs, file: readable(logs.file) } },
      steps,
    );
  } catch (error) {
    if (error instanceof BadArguments) {
      process.stderr.write(`${error.message}\nSee npm start -- --help\n`);
      return 2;
    }
    if (error instanceof AlreadyRunning) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}
