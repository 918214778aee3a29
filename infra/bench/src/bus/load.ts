/** A turn of a client: so many requests in flight, for so long. */
export interface Load {
  readonly inFlight: number;
  readonly ms: number;
}

/** The subject on which the bare server answers. */
export const RAW_SUBJECT = 'bench.raw';
