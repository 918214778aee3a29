import type { DescService } from '@bufbuild/protobuf';
import * as contracts from '@margay/contracts';

const isService = (value: unknown): value is DescService =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'service';

/** Every contract there is: found, not listed. */
export const CONTRACTS: readonly DescService[] =
  Object.values<unknown>(contracts).filter(isService);

/** The one that every service with events serves. */
export const EVENT_LOG: DescService = contracts.EventLogApi;
