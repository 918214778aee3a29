/** A loop's sleep that ends early when there is news. News that came while awake is not lost. */
export class Wakeable {
  private news = false;
  private wakeUp: (() => void) | undefined;

  wake(): void {
    this.news = true;
    this.wakeUp?.();
  }

  /** Resolves after `ms`, or at once with news, or when `signal` aborts. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.news && !signal.aborted)
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.wakeUp = undefined;
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
        this.wakeUp = done;
      });
    this.news = false;
  }
}
