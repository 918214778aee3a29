import type {
  ClosedEdge as WireEdge,
  MigrationNote as WireNote,
  Release as WireRelease,
} from '@margay/contracts';
import type {
  ClosedEdge,
  MigrationNote,
  RegisterRelease,
  Release,
  WholeRelease,
} from './releases.schema.js';
import { said } from './said.js';

export const noteToRest = (note: WireNote): MigrationNote => ({
  id: note.id,
  title: note.title,
  from: note.from,
  to: note.to,
  ...(said('when', note.when) as Pick<MigrationNote, 'when'>),
  kind: note.kind as MigrationNote['kind'],
  ...said('parameter', note.parameter),
  ...(note.libraries.length > 0 ? { libraries: note.libraries } : {}),
  ...(note.parameters.length > 0 ? { parameters: note.parameters } : {}),
  ...(note.steps.length > 0
    ? {
        steps: note.steps.map(({ id, phase, text, evidence, when, document }) => ({
          id,
          phase: phase as 'before' | 'after',
          text,
          evidence,
          ...(said('when', when) as Pick<MigrationNote, 'when'>),
          ...(document === '' ? {} : { document: 'api_alias_template' as const }),
        })),
      }
    : {}),
  ...said('provenBy', note.provenBy),
});

const noteToWire = ({ steps = [], ...note }: MigrationNote) => ({
  ...withoutUndefined(note),
  steps: steps.map(withoutUndefined),
});

/** Keys that are there without a value are not there. */
function withoutUndefined<Item extends object>(item: Item) {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Item]: Exclude<Item[Key], undefined> };
}

export const registrationToWire = (version: string, body: RegisterRelease) => ({
  version,
  channel: body.channel,
  templateUrls: body.templateUrls ?? {},
  roleTemplateUrl: body.roleTemplateUrl ?? '',
  template: body.template ?? '',
  roleTemplate: body.roleTemplate ?? '',
  capabilities: body.capabilities ?? [],
  renamedParameters: body.renamedParameters ?? {},
  notes: (body.notes ?? []).map(noteToWire),
});

export const releaseToRest = (release: WireRelease): Release => ({
  version: release.version,
  channel: release.channel as Release['channel'],
  listed: release.listed,
  ...said('withdrawn', release.withdrawn),
  templateUrls: release.templateUrls,
  roleTemplateUrl: release.roleTemplateUrl,
  capabilities: release.capabilities,
  renamedParameters: release.renamedParameters,
  notes: release.notes.map(noteToRest),
  templateRead: release.templateRead,
  roleTemplateRead: release.roleTemplateRead,
});

export const wholeReleaseToRest = (release: WireRelease): WholeRelease => ({
  ...releaseToRest(release),
  parameters: release.parameters.map(
    ({
      $typeName: _,
      $unknown: __,
      allowedPattern,
      constraintDescription,
      description,
      ...rest
    }) => ({
      ...rest,
      ...said('allowedPattern', allowedPattern),
      ...said('constraintDescription', constraintDescription),
      ...said('description', description),
    }),
  ),
  nestedStacks: release.nestedStacks.map(({ logicalId, templateUrl }) => ({
    logicalId,
    ...said('templateUrl', templateUrl),
  })),
  roleActions: release.roleActions,
});

export const edgeToRest = ({ id, from, to, reason, url, when }: WireEdge): ClosedEdge => ({
  id,
  from,
  to,
  reason,
  ...said('url', url),
  ...(said('when', when) as Pick<ClosedEdge, 'when'>),
});
