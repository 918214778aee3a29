import { isForScreen, prettyLine } from './log-line.js';

const HELD_MAX = 200;

/** Where the output of the services goes, line by line. Can be held back while a table is being printed. */
export class Screen {
  private held: string[] | undefined;
  private missed = 0;

  constructor(
    private readonly write: (line: string) => void,
    private readonly colours = false,
  ) {}

  log(service: string, line: string): void {
    if (line.trim() !== '' && isForScreen(line)) {
      this.show(prettyLine(service, line, this.colours));
    }
  }

  /** A line of the launcher's own. */
  say(message: string, level: 'info' | 'warn' = 'info'): void {
    this.log('launcher', JSON.stringify({ time: new Date().toISOString(), level, message }));
  }

  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const lines = this.held ?? [];
    this.held = undefined;
    for (const line of lines) this.write(line);
    if (this.missed > 0) this.write(`... and ${this.missed} more lines, in the log files`);
    this.missed = 0;
  }

  private show(line: string): void {
    if (this.held === undefined) this.write(line);
    else if (this.held.length < HELD_MAX) this.held.push(line);
    else this.missed++;
  }
}
