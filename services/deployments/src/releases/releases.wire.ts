import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ClosedEdgeSchema,
  MigrationNote as WireNote,
  MigrationNoteSchema,
  RegisterReleaseRequest,
  ReleaseSchema,
} from '@margay/contracts';
import type { z } from 'zod';
import { REGIONS } from '../accounts/region.js';
import type { DeclaredParameter } from '../parameters/declared-parameter.js';
import type { CatalogEntry } from './catalog.js';
import type { MigrationNote } from './migration-note.js';
import type { Registration } from './registration.js';
import { CAPABILITIES, type ClosedEdge, roleTemplateUrl, templateUrl } from './release.js';

type Asked = z.input<typeof Registration>;

/** As they came: whether they may be so is for the service to say. */
const noteFromWire = ({ id, title, from, to, when, kind, ...work }: WireNote) =>
  ({ id, title, from, to, when, work: { kind, ...work } }) as unknown as Asked['notes'][number];

export const registrationFromWire = ({
  renamedParameters,
  notes,
  ...request
}: RegisterReleaseRequest): Asked => ({
  ...(request as Pick<RegisterReleaseRequest, keyof RegisterReleaseRequest> & Asked),
  renames: renamedParameters,
  notes: notes.map(noteFromWire),
});

export const noteToWire = ({
  work,
  ...note
}: MigrationNote): MessageInitShape<typeof MigrationNoteSchema> => {
  const about = { ...note, kind: work.kind };
  switch (work.kind) {
    case 'remove_libraries':
      return { ...about, parameter: work.parameter, libraries: [...work.libraries] };
    case 'drop_parameters':
    case 'supply_parameters':
      return { ...about, parameters: [...work.parameters] };
    case 'manual':
      return {
        ...about,
        steps: work.steps.map((step) => ({ ...step })),
        ...(work.provenBy === undefined ? {} : { provenBy: work.provenBy }),
      };
  }
};

/** A default that nobody may see again is not told either. */
const parameterToWire = ({ allowedValues = [], ...parameter }: DeclaredParameter) => ({
  ...parameter,
  allowedValues: [...allowedValues],
  ...(parameter.noEcho && parameter.default !== undefined ? { default: '****' } : {}),
});

const summary = ({ release, listed, withdrawn = '' }: CatalogEntry) => ({
  version: release.version,
  channel: release.channel,
  listed,
  withdrawn,
  templateUrls: Object.fromEntries(REGIONS.map((region) => [region, templateUrl(release, region)])),
  roleTemplateUrl: roleTemplateUrl(release),
  capabilities: [...(release.capabilities ?? CAPABILITIES)],
  renamedParameters: { ...release.renames },
  notes: (release.notes ?? []).map(noteToWire),
  templateRead: release.parameters !== undefined,
  roleTemplateRead: release.roleActions !== undefined,
});

/** As it stands in a list. */
export const releaseToWire = (entry: CatalogEntry): MessageInitShape<typeof ReleaseSchema> =>
  summary(entry);

/** With all that its documents say. */
export const wholeReleaseToWire = (
  entry: CatalogEntry,
): MessageInitShape<typeof ReleaseSchema> => ({
  ...summary(entry),
  parameters: (entry.release.parameters ?? []).map(parameterToWire),
  nestedStacks: (entry.release.nestedStacks ?? []).map((stack) => ({ ...stack })),
  roleActions: [...(entry.release.roleActions ?? [])],
});

export const edgeToWire = (edge: ClosedEdge): MessageInitShape<typeof ClosedEdgeSchema> => ({
  ...edge,
});
