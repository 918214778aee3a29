import { randomUUID } from 'node:crypto';
import { type FieldError, ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { REGIONS } from '../accounts/region.js';
import { checked } from '../checked.js';
import { Reason } from '../reason.js';
import { EdgeClosing, Registration, VersionText } from './registration.js';
import type {
  ReleaseCommand,
  ReleaseDescription,
  ReleaseEvent,
  ReleaseState,
} from './release.decider.js';
import type { ClosedEdge } from './release.js';
import { ReleaseDocuments } from './release-documents.query.js';
import { readTemplate } from './release-template.js';
import { readRoleActions } from './role-actions.js';
import type { UpgradeEdgeCommand, UpgradeEdgeEvent } from './upgrade-edge.decider.js';
import type { Version } from './version.js';

export const RELEASES = Symbol('releases');
export const UPGRADE_EDGES = Symbol('upgrade edges');

type Asked = z.output<typeof Registration>;

/** What is wrong with the documents, and with regions that do not exist. */
function problemsIn({ version, template, roleTemplate, templateUrls }: Asked): FieldError[] {
  const read = template === '' ? undefined : readTemplate(template);
  const role = roleTemplate === '' ? undefined : readRoleActions(roleTemplate);
  const problem = (path: string, message: string) => ({ path, message });
  return [
    ...(read && 'problem' in read ? [problem('template', read.problem)] : []),
    ...(read && 'version' in read && read.version !== version
      ? [problem('template', `It says that it is of ${read.version}.`)]
      : []),
    ...(role && 'problem' in role ? [problem('roleTemplate', role.problem)] : []),
    ...Object.keys(templateUrls)
      .filter((region) => !REGIONS.includes(region))
      .map((region) => problem(`templateUrls.${region}`, 'The region is not supported.')),
  ];
}

/** What is decided about releases and the steps between them. */
@Injectable()
export class ReleasesService {
  constructor(
    @Inject(RELEASES)
    private readonly releases: CommandHandler<ReleaseCommand, ReleaseState, ReleaseEvent>,
    @Inject(UPGRADE_EDGES)
    private readonly edges: CommandHandler<UpgradeEdgeCommand, unknown, UpgradeEdgeEvent>,
    private readonly documents: ReleaseDocuments,
  ) {}

  async register(given: z.input<typeof Registration>, cause: Cause): Promise<Version> {
    const asked = checked(Registration, given);
    const fields = problemsIn(asked);
    if (fields.length > 0)
      throw new ServiceError('bad_request', 'It cannot be registered like this.', { fields });
    const { version } = asked;
    const description = await this.describe(asked);
    await this.releases.execute(version, { type: 'RegisterRelease', version, description }, cause);
    return version;
  }

  async change(
    given: string,
    type: 'ListRelease' | 'UnlistRelease',
    cause: Cause,
  ): Promise<Version> {
    const { version } = checked(z.object({ version: VersionText }), { version: given });
    await this.releases.execute(version, { type, version }, cause);
    return version;
  }

  async withdraw(
    given: { readonly version: string; readonly reason: string },
    cause: Cause,
  ): Promise<Version> {
    const asked = checked(z.object({ version: VersionText, reason: Reason }), given);
    await this.releases.execute(asked.version, { type: 'WithdrawRelease', ...asked }, cause);
    return asked.version;
  }

  async close(given: z.input<typeof EdgeClosing>, cause: Cause): Promise<ClosedEdge> {
    const { url, when, ...asked } = checked(EdgeClosing, given);
    const edge = { id: randomUUID(), ...asked, ...(url === '' ? {} : { url }), ...when };
    await this.edges.execute(edge.id, { type: 'CloseEdge', edge }, cause);
    return edge;
  }

  async open(id: string, given: { readonly reason: string }, cause: Cause): Promise<void> {
    const { reason } = checked(z.object({ reason: Reason }), given);
    await this.edges.execute(id, { type: 'OpenEdge', reason }, cause);
  }

  /** Documents are kept before an event names them. */
  private async describe(asked: Asked): Promise<ReleaseDescription> {
    const { channel, templateUrls, roleTemplateUrl, capabilities, renames, notes } = asked;
    const keep = (content: string) => (content === '' ? undefined : this.documents.keep(content));
    const templateDigest = await keep(asked.template);
    const roleTemplateDigest = await keep(asked.roleTemplate);
    return {
      channel,
      templateUrls,
      ...(roleTemplateUrl === '' ? {} : { roleTemplateUrl }),
      ...(templateDigest === undefined ? {} : { templateDigest }),
      ...(roleTemplateDigest === undefined ? {} : { roleTemplateDigest }),
      capabilities,
      renames,
      notes,
    };
  }
}
