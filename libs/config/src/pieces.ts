import { z } from 'zod';
import { Secret } from './secret.js';

/** A text that is wrapped as soon as it is read. */
export const secret = (lengthMin = 1) =>
  z
    .string()
    .min(lengthMin, `Must have at least ${lengthMin} characters`)
    .transform((text) => new Secret(text));

/** A TCP port; 0 takes any free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** One URL. `protocol` is tested against the scheme without its colon. */
export const url = (protocol: RegExp) => z.url({ protocol });

/** A comma-separated list, spaces around its parts ignored. */
export const list = <Part extends z.ZodType<unknown, string>>(part: Part) =>
  z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(part).min(1));

/** One or more URLs, comma-separated. */
export const urls = (protocol: RegExp) => list(url(protocol));

export interface Pepper {
  readonly version: number;
  readonly secret: Secret;
}

const PEPPER = /^(\d{1,4}):(.{16,})$/;

/** `2:<secret>,1:<secret>`: the first signs, all verify. Secrets have 16 characters or more and no comma. */
export const Peppers = z.string().transform((text, context): readonly Pepper[] => {
  const peppers: Pepper[] = [];
  for (const part of text.split(',')) {
    const [, version, value] = PEPPER.exec(part.trim()) ?? [];
    if (version === undefined || value === undefined) {
      context.addIssue('Must be <version>:<secret of at least 16 characters>, comma-separated');
      return z.NEVER;
    }
    peppers.push({ version: Number(version), secret: new Secret(value) });
  }
  if (new Set(peppers.map(({ version }) => version)).size !== peppers.length)
    context.addIssue('Every version must be there once');
  return peppers;
});
