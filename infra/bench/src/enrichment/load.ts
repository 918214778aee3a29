/** A turn over the bus. */
export interface BusLoad {
  readonly batchSize: 1 | 100;
  readonly inFlight: number;
  readonly ms: number;
}

/** All that is sent, over and over. */
export const BATCHES = { count: 100, size: 100 } as const;
