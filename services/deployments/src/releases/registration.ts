import { z } from 'zod';
import type { MigrationNote } from './migration-note.js';
import { CHANNELS, CIRCUMSTANCES } from './release.js';
import { isRange, parseVersion } from './version.js';

/** Of both documents together: they travel in one message of the bus. */
const DOCUMENTS_BYTES_MAX = 900_000;
const NOTES_BYTES_MAX = 100_000;

const Name = z.string().regex(/^[A-Za-z0-9]{1,255}$/, 'Must be the name of a parameter.');
const Range = z.string().max(200).refine(isRange, 'Must be a range of versions: >=1.19.5 <1.21.0.');
const When = z
  .union([z.literal(''), z.enum(CIRCUMSTANCES)])
  .transform((text) => (text === '' ? {} : { when: text }));
const text = (max: number) => z.string().trim().min(1, 'Must not be empty.').max(max);
const HttpsUrl = z.url({ protocol: /^https$/, error: 'Must be an https address.' }).max(2_000);

export const VersionText = z.string().transform((given, context) => {
  const version = parseVersion(given);
  if (version !== undefined) return version;
  context.addIssue({ code: 'custom', message: 'Must be a version such as 1.25.18.' });
  return z.NEVER;
});

const Step = z
  .object({
    id: text(60),
    phase: z.enum(['before', 'after']),
    text: text(2_000),
    evidence: text(1_000),
    when: When,
    document: z.union([z.literal(''), z.literal('api_alias_template')]),
  })
  .transform(({ when, document, ...step }) => ({
    ...step,
    ...when,
    ...(document === '' ? {} : { document }),
  }));

const parameters = z.array(Name).min(1).max(200);
const Work = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('remove_libraries'),
    parameter: Name,
    libraries: z.array(text(200)).min(1).max(200),
  }),
  z.object({ kind: z.literal('drop_parameters'), parameters }),
  z.object({ kind: z.literal('supply_parameters'), parameters }),
  z
    .object({
      kind: z.literal('manual'),
      steps: z.array(Step).min(1).max(50),
      provenBy: z.union([z.literal(''), Name]),
    })
    .transform(({ provenBy, ...work }) => ({ ...work, ...(provenBy === '' ? {} : { provenBy }) })),
]);

const Note = z
  .object({
    id: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/, 'Must be as in api-certificate.'),
    title: text(200),
    from: Range,
    to: Range,
    when: When,
    work: Work,
  })
  .transform(({ when, ...note }): MigrationNote => ({ ...note, ...when }));

/** What may be registered as a release. Everything that is not said is empty. */
export const Registration = z
  .object({
    version: VersionText,
    channel: z.enum(CHANNELS),
    templateUrls: z
      .record(z.string().max(30), HttpsUrl)
      .refine((urls) => Object.keys(urls).length <= 50, 'At most 50 regions.'),
    roleTemplateUrl: z.union([z.literal(''), HttpsUrl]),
    template: z.string(),
    roleTemplate: z.string(),
    capabilities: z
      .array(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND']))
      .max(3),
    renames: z
      .record(Name, Name)
      .refine((names) => Object.keys(names).length <= 200, 'At most 200 names.'),
    notes: z
      .array(Note)
      .max(50)
      .refine((notes) => new Set(notes.map(({ id }) => id)).size === notes.length, {
        error: 'Each needs an id of its own.',
      })
      .refine((notes) => Buffer.byteLength(JSON.stringify(notes)) <= NOTES_BYTES_MAX, {
        error: `Together at most ${NOTES_BYTES_MAX} bytes.`,
      }),
  })
  .refine(
    ({ template, roleTemplate }) =>
      Buffer.byteLength(template) + Buffer.byteLength(roleTemplate) <= DOCUMENTS_BYTES_MAX,
    { path: ['template'], error: `Both documents have at most ${DOCUMENTS_BYTES_MAX} bytes.` },
  );

/** A step between releases that is to be closed. */
export const EdgeClosing = z.object({
  from: Range,
  to: VersionText,
  reason: text(500),
  url: z.union([z.literal(''), HttpsUrl]),
  when: When,
});

/** A day that a catalog may be asked about; empty: today. */
export const DayText = z.union([z.literal(''), z.iso.date('Must be a day such as 2026-11-22.')]);
