/** For how long a deleted token can still be read, and its values are known for what they were. */
export const DELETED_KEPT_DAYS = 90;

/** Tokens that were deleted before are forgotten. */
export const keptSince = (now: Date): Date =>
  new Date(now.getTime() - DELETED_KEPT_DAYS * 86_400_000);
