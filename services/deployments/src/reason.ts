import { z } from 'zod';

const LENGTH_MAX = 500;

/** Why, for whoever reads the audit log. */
export const Reason = z
  .string()
  .trim()
  .min(1, 'A reason is needed.')
  .max(LENGTH_MAX, `Must be at most ${LENGTH_MAX} characters.`);

/** The same where nothing has to be said. */
export const Comment = z
  .string()
  .trim()
  .max(LENGTH_MAX, `Must be at most ${LENGTH_MAX} characters.`);
