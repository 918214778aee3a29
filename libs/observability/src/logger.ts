import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { redact } from './redact.js';
import { currentRequest } from './request-context.js';
import { parseTraceparent } from './traceparent.js';

const LEVELS: readonly LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];

/** What other tools call Nest's `log` and `verbose`. */
const PUBLISHED: Partial<Record<LogLevel, string>> = { log: 'info', verbose: 'trace' };

interface Line {
  readonly context: string;
  readonly logLevel: LogLevel;
  readonly errorStack?: unknown;
  readonly error?: Error | undefined;
  readonly params?: Record<string, unknown> | undefined;
}

/**
 * One JSON object per line on stdout: time, level, service, message, what the request context
 * knows, the fields given, and for an error its stack and causes. Everything passes redaction.
 *
 * `new Logger('relay').error('It failed.', { position, error })` from anywhere in the process.
 */
export class JsonLogger extends ConsoleLogger {
  constructor(
    private readonly service: string,
    level: LogLevel = 'log',
    private readonly write: (line: string) => void = (line) => void process.stdout.write(line),
  ) {
    super({ json: true, colors: false, logLevels: LEVELS.slice(LEVELS.indexOf(level)) });
  }

  protected override printAsJson(message: unknown, line: Line): void {
    const request = currentRequest();
    const { message: text, ...fields } =
      typeof message === 'object' && message !== null
        ? { message: '', ...message }
        : { message: String(message) };
    const entry = {
      time: new Date().toISOString(),
      level: PUBLISHED[line.logLevel] ?? line.logLevel,
      service: this.service,
      message: redact(text),
      ...(line.context ? { context: line.context } : {}),
      ...(request && {
        requestId: request.requestId,
        actor: request.actor && { type: request.actor.type, id: request.actor.id },
        traceId: parseTraceparent(request.traceparent)?.traceId,
      }),
      fields: redact({ ...fields, ...line.params }),
      error: redact(line.error ?? (line.errorStack ? { stack: line.errorStack } : undefined)),
    };
    if (Object.keys(entry.fields as object).length === 0) delete entry.fields;
    this.write(`${JSON.stringify(entry)}\n`);
  }
}
