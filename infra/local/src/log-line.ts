/** A service's log line: JSON, as the services write it, or any text. */
interface Entry {
  readonly time?: string;
  readonly level?: string;
  readonly message?: string;
  readonly context?: string;
  readonly requestId?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name?: string; readonly message?: string };
}

const COLOURS: Readonly<Record<string, string>> = {
  debug: '\u001b[2m',
  warn: '\u001b[33m',
  error: '\u001b[31m',
  fatal: '\u001b[31m',
};
const PLAIN = '\u001b[0m';
const NAME_WIDTH = 10;

const parse = (line: string): Entry | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
};

const value = (of: unknown): string => (typeof of === 'string' ? of : (JSON.stringify(of) ?? '-'));

/** No control character of a log line reaches the terminal. */
const harmless = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?');

/** One line for people: time, service, level if it is remarkable, message, the fields. */
export function prettyLine(service: string, line: string, colours: boolean): string {
  const name = service.padEnd(NAME_WIDTH);
  const entry = parse(line);
  if (entry === undefined) return `${' '.repeat(12)} ${name} ${harmless(line)}`;
  const { time = '', level = 'info', message = '', context, fields, error, requestId } = entry;
  const parts = [
    level === 'info' ? '' : `${level.toUpperCase()} `,
    context === undefined ? '' : `${context}: `,
    message,
    error?.message === undefined || error.message === message ? '' : ` (${error.message})`,
    ...Object.entries(fields ?? {}).map(([key, of]) => ` ${key}=${value(of)}`),
    requestId === undefined ? '' : ` request=${requestId}`,
  ];
  const text = `${time.slice(11, 23).padEnd(12)} ${name} ${harmless(parts.join(''))}`;
  const colour = colours ? COLOURS[level] : undefined;
  return colour === undefined ? text : `${colour}${text}${PLAIN}`;
}

const FOR_THE_FILE = new Set(['debug', 'trace', 'verbose']);

/** Nest's account of its own start: the same lines every time. */
const BUILDING = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Whether a line is for the screen too, and not for the log file only. */
export function isForScreen(line: string): boolean {
  const { level = 'info', context = '' } = parse(line) ?? {};
  return !FOR_THE_FILE.has(level) && !(level === 'info' && BUILDING.has(context));
}
