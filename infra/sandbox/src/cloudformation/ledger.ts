import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.js';

/** What was asked for under one token. */
export interface LedgerEntry {
  readonly action: string;
  readonly account: string;
  readonly region: string;
  readonly subject: string;
  /** Empty: the caller gave none. */
  readonly token: string;
  /** How often it was asked for, and how often something was begun. */
  requests: number;
  begun: number;
}

interface Answered {
  readonly fingerprint: string;
  readonly answer: object;
  readonly until: number;
}

/**
 * Who asked for what under which token: the same request under the same token is answered as before, another
 * one under it is refused. Kept for all calls, so that a test can count what was done twice.
 */
export class Ledger {
  private readonly entries = new Map<string, LedgerEntry>();
  private readonly answers = new Map<string, Answered>();

  /**
   * @param request what makes it the same request
   * @param until how long the token is remembered
   * @throws AwsError the refusal, for another request under the same token
   */
  once<Answer extends object>(
    about: Pick<LedgerEntry, 'action' | 'account' | 'region' | 'subject' | 'token'>,
    request: object,
    refusal: AwsError,
    now: number,
    begin: () => Answer,
    until = Infinity,
  ): Answer {
    const { action, account, region, subject, token } = about;
    const key = [account, region, action, subject, token].join('\n');
    const entry = this.entries.get(key) ?? { ...about, requests: 0, begun: 0 };
    this.entries.set(key, entry);
    entry.requests++;
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([action, request]))
      .digest('hex');
    const place = [account, region, token].join('\n');
    const before = token === '' ? undefined : this.answers.get(place);
    if (before && before.until > now) {
      if (before.fingerprint !== fingerprint) throw refusal;
      return before.answer as Answer;
    }
    const answer = begin();
    entry.begun++;
    if (token !== '') this.answers.set(place, { fingerprint, answer, until });
    return answer;
  }

  all(): readonly LedgerEntry[] {
    return [...this.entries.values()];
  }

  clear(): void {
    this.entries.clear();
    this.answers.clear();
  }
}

export const tokenTaken = (): AwsError =>
  new AwsError('TokenAlreadyExistsException', 'The token was already used for another request.');
