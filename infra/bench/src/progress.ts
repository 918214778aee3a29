/** One line that says what is going on: rewritten on a terminal; elsewhere a line for each stage. */
export class Progress {
  private stage = '';

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  show(stage: string, detail?: string): void {
    const text = detail === undefined ? stage : `${stage}, ${detail}`;
    if (this.stream.isTTY)
      this.stream.write(`\r\u001b[2K${text.slice(0, this.stream.columns - 1)}`);
    else if (stage !== this.stage) this.stream.write(`${stage}\n`);
    this.stage = stage;
  }

  clear(): void {
    this.stage = '';
    if (this.stream.isTTY) this.stream.write('\r\u001b[2K');
  }
}
