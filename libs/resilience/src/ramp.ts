/** The way back after a probe that succeeded: two calls at once, one more with each success, then all. */
export class Ramp {
  private successes = 0;
  private running = 0;

  constructor(private readonly enough: number) {}

  get isFull(): boolean {
    return this.running > this.successes + 1;
  }

  enter(): void {
    this.running++;
  }

  leave(): void {
    this.running--;
  }

  /** @returns whether that was enough */
  succeeded(): boolean {
    return ++this.successes >= this.enough;
  }
}
