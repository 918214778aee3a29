// Progress, one line per step. Plain JavaScript without dependencies: it runs before anything is installed.

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;
const HEARTBEAT_MS = 60_000;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** A step that failed and has been shown already. */
export class StepFailed extends Error {
  constructor(title, cause) {
    super(`${title}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export class Steps {
  #stream;
  #lively;
  #drawn = false;
  #frame = 0;
  #current;

  constructor(stream = process.stdout, env = process.env) {
    this.#stream = stream;
    this.#lively = Boolean(stream.isTTY) && !env.CI && env.TERM !== 'dumb';
  }

  get lively() {
    return this.#lively;
  }

  /** Prints a line above whatever is being animated. */
  write(line) {
    this.#erase();
    this.#stream.write(`${line}\n`);
    this.#draw();
  }

  /**
   * Runs `work` with a deadline and prints how it ended and how long it took.
   * `work` gets `signal`, aborted at the deadline or with `options.signal`, and `note`, which adds to the line.
   */
  async step(title, { deadlineMs, hint, signal: outer }, work) {
    outer?.throwIfAborted();
    const started = Date.now();
    const late = AbortSignal.timeout(deadlineMs);
    const signal = outer ? AbortSignal.any([outer, late]) : late;
    let said = '';
    const timer = this.#announce(title, started);
    let abandon;
    try {
      const gaveUp = new Promise((_, reject) => {
        abandon = () =>
          // What is under way gets the chance to say how far it came.
          setTimeout(
            () =>
              reject(
                outer?.aborted ? outer.reason : new Error(`not done after ${seconds(deadlineMs)}`),
              ),
            1_000,
          ).unref();
        signal.addEventListener('abort', abandon, { once: true });
      });
      const result = await Promise.race([work({ signal, note: (text) => (said = text) }), gaveUp]);
      this.#close(timer);
      this.#line('✓', title, started, said);
      return result;
    } catch (error) {
      this.#close(timer);
      if (outer?.aborted) {
        this.#line('·', title, started, 'interrupted');
        throw error;
      }
      this.#line('✗', title, started, '');
      const message = error instanceof Error ? error.message : String(error);
      this.write(message.replace(/^/gm, '    '));
      if (hint) this.write(hint.replace(/^/gm, '    '));
      throw new StepFailed(title, error);
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  #announce(title, started) {
    this.#current = { title, started };
    if (this.#lively) {
      this.#draw();
      return setInterval(() => {
        this.#erase();
        this.#draw();
      }, FRAME_MS);
    }
    return setInterval(
      () => this.#stream.write(`… ${title}: ${seconds(Date.now() - started)} so far\n`),
      HEARTBEAT_MS,
    );
  }

  #close(timer) {
    clearInterval(timer);
    this.#erase();
    this.#current = undefined;
  }

  #line(mark, title, started, said) {
    const time = seconds(Date.now() - started).padStart(8);
    this.#stream.write(`${mark} ${title.padEnd(28)} ${time}${said ? `  ${said}` : ''}\n`);
  }

  #draw() {
    if (!this.#lively || !this.#current) return;
    this.#frame = (this.#frame + 1) % FRAMES.length;
    const { title, started } = this.#current;
    const time = `${Math.floor((Date.now() - started) / 1000)} s`;
    this.#stream.write(`${FRAMES[this.#frame]} ${title} ${time}`);
    this.#drawn = true;
  }

  #erase() {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
  }
}
