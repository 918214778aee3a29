/** Time that moves only when told. */
export class FakeClock {
  #now: number;

  constructor(start: Date | string = '2026-01-01T00:00:00.000Z') {
    this.#now = new Date(start).getTime();
  }

  /** For whoever takes a clock as a function. */
  readonly now = (): Date => new Date(this.#now);

  /** Milliseconds since 1970. */
  readonly millis = (): number => this.#now;

  advance(ms: number): void {
    if (ms < 0) throw new RangeError('Time does not go back.');
    this.#now += ms;
  }
}
