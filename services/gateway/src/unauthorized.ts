import { Refusal, ServiceError } from '@margay/contracts';

/** Why a key is refused, in the word that the audit log keeps. */
export type Reason = 'unknown' | 'expired' | 'disabled' | 'retired' | 'deleted' | 'address';

/** One answer for every reason: a stolen key learns nothing from it. */
export class Unauthorized extends ServiceError {
  constructor(readonly reason: Reason) {
    super('unauthorized', 'The API key is missing or not valid.');
  }
}

const REASONS: Readonly<Record<Refusal, Reason>> = {
  [Refusal.UNSPECIFIED]: 'unknown',
  [Refusal.UNKNOWN]: 'unknown',
  [Refusal.EXPIRED]: 'expired',
  [Refusal.DISABLED]: 'disabled',
  [Refusal.RETIRED]: 'retired',
  [Refusal.DELETED]: 'deleted',
};

/** What `tokens` refused a value for. */
export const unauthorizedFor = (refusal: Refusal): Unauthorized =>
  new Unauthorized(REASONS[refusal]);
