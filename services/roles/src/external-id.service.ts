import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const BYTES = 24;

/**
 * Makes the word without which nobody may use us to reach a role that trusts us. Made here and never
 * taken from a caller: an id of one's own choosing could be copied from somebody else's role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
@Injectable()
export class ExternalIds {
  /** 192 random bits, in characters that IAM takes. */
  next(): string {
    return `margay-${randomBytes(BYTES).toString('base64url')}`;
  }
}
