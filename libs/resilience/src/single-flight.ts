/**
 * One flight per key: who asks while it is in the air waits for the same answer. It is forgotten when
 * it lands, whatever it brings, so that a failure is nobody's who came later.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  get size(): number {
    return this.flights.size;
  }

  run(key: string, work: () => Promise<T>): Promise<T> {
    const inTheAir = this.flights.get(key);
    if (inTheAir) return inTheAir;
    // Begun in a microtask, so that work which throws at once is a flight that fails.
    const flight = Promise.resolve()
      .then(work)
      .finally(() => this.flights.delete(key));
    this.flights.set(key, flight);
    return flight;
  }
}
