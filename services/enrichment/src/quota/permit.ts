/** What became of a call's units: reached the provider, may still reach it, or was not sent or does not count. */
export type PermitEnd = 'spent' | 'doubtful' | 'unspent';

/** There are no units for this call, or none in time. */
export class QuotaExhausted extends Error {
  override readonly name = 'QuotaExhausted';

  /** @param retryInMs when, as far as is known, there are some */
  constructor(readonly retryInMs: number) {
    super('The quota does not allow it now.');
  }
}

/** Units for one call. They may be sent for a while, counted from before they were asked for. */
export class Permit {
  private state: 'held' | 'sent' | 'ended' = 'held';

  constructor(
    private readonly sendBy: number,
    private readonly now: () => number,
    private readonly ended: (end: PermitEnd) => void,
  ) {}

  /**
   * To be asked in the moment of sending.
   *
   * @returns false when it is too late: by now the units may be somebody else's
   */
  send(): boolean {
    if (this.state !== 'held' || this.now() >= this.sendBy) return false;
    this.state = 'sent';
    return true;
  }

  /** Once; whatever else is said later changes nothing. What was not sent was not spent. */
  end(how: PermitEnd): void {
    if (this.state === 'ended') return;
    const end = this.state === 'sent' ? how : 'unspent';
    this.state = 'ended';
    this.ended(end);
  }
}

/** What was lent at once to several calls, until all of them have ended. */
export class LentUnits {
  private spent = 0;
  private doubtful = 0;
  private open: number;

  constructor(
    private readonly calls: number,
    private readonly cost: number,
    private readonly settled: (what: { spent: number; doubtful: number }) => void,
  ) {
    this.open = calls;
  }

  permits(sendBy: number, now: () => number): Permit[] {
    return Array.from({ length: this.calls }, () => new Permit(sendBy, now, this.end));
  }

  private readonly end = (how: PermitEnd): void => {
    if (how === 'spent') this.spent += this.cost;
    if (how === 'doubtful') this.doubtful += this.cost;
    if (--this.open === 0) this.settled({ spent: this.spent, doubtful: this.doubtful });
  };
}
