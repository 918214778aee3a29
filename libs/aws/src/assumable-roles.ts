/** A role that is registered, verified and in use. */
export interface AssumableRole {
  readonly id: string;
  readonly arn: string;
  readonly externalId: string;
  /** Full ARNs of the secrets that it is for. */
  readonly secrets: readonly string[];
}

/** Which roles may be assumed, and who is told when one no longer may. */
export interface AssumableRoles {
  /** @throws ServiceError `unavailable` while it is not known */
  list(): Promise<readonly AssumableRole[]>;
  /** Undefined: it may not be assumed. @throws ServiceError `unavailable` while it is not known */
  find(arn: string): Promise<AssumableRole | undefined>;
  /** Calls back, at once and in the same turn, for every role that may no longer be assumed. */
  onWithdrawn(listener: (role: AssumableRole) => void): void;
}
