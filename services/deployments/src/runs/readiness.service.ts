import { AwsClients } from '@margay/aws';
import { ServiceError } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { checkParameters } from '../parameters/release-parameters.js';
import type { CheckId } from '../preflight/check.js';
import { checkDeploymentRole } from '../preflight/deployment-role-actions.js';
import { DeployerEyes } from '../preflight/deployer-eyes.client.js';
import { InspectionRoles, InspectionSession } from '../preflight/inspection-session.client.js';
import { Unseen } from '../preflight/look.js';
import { PreflightReader } from '../preflight/preflight-reader.service.js';
import { preflightVerdict } from '../preflight/preflight-verdict.js';
import { Preflights } from '../preflight/preflights.service.js';
import { allowedActions } from '../preflight/simulation-questions.js';
import { ReleaseCatalog } from '../releases/release-catalog.service.js';
import { systemCause } from './system-cause.js';
import type { StepSituation, TakeStep } from './run-step.js';
import { done, failed, waiting } from './step-result.js';

/** Begun by deployments at the same time. */
const PREFLIGHTS_MAX = 24;

const phaseOf = ({ hop }: StepSituation) => (hop.from === undefined ? 'first' : 'update');

/** What has to be so before anything is changed. */
@Injectable()
export class Readiness {
  constructor(
    private readonly clients: AwsClients,
    private readonly preflights: Preflights,
    private readonly reader: PreflightReader,
    private readonly catalog: ReleaseCatalog,
  ) {}

  /**
   * A preflight of its own, or the one that somebody had made of the same just before: so that what was waived there
   * is waived.
   */
  readonly preflight: TakeStep = async (situation) => {
    const { account, hop, run, since } = situation;
    const {
      preflights: [latest],
    } = await this.reader.page(account.id, 1, '');
    const isSame =
      latest?.subject.version === hop.to &&
      latest.subject.stackName === run.stackName &&
      latest.subject.phase === phaseOf(situation);
    if (latest?.endedAt === null) return waiting(`Preflight ${latest.run} is under way.`);
    const verdict = latest && preflightVerdict(latest.results, latest.waivers);
    // The update of the role is a step of its own.
    const own: readonly CheckId[] = hop.roleUpdate ? ['deployment_role', 'permissions'] : [];
    const blocking = verdict?.blocking.filter((check) => !own.includes(check)) ?? [];
    const isOurs = isSame && latest && latest.startedAt >= since;
    const isRecent = isSame && latest && latest.startedAt.getTime() > since.getTime() - 86_400_000;
    if (isRecent && blocking.length === 0) return done();
    if (isOurs)
      return failed(
        'not_ready',
        `Preflight ${latest.run} found what stands in the way: ${blocking.join(', ')}.`,
      );
    // What waits long for its turn would be over before anything was looked at.
    if ((await this.reader.open(PREFLIGHTS_MAX)).length === PREFLIGHTS_MAX)
      return waiting('Other preflights are under way.');
    const parameters = await situation.values();
    const { stackName } = run;
    const asked = { accountId: account.id, version: hop.to, stackName, principal: '', parameters };
    const begun = await this.preflights.start(
      { ...asked, phase: phaseOf(situation) },
      systemCause(),
    );
    return waiting(`Preflight ${begun} is under way.`);
  };

  /** Waits until the deployment role may do what the release asks of it. */
  readonly role: TakeStep = async ({ account, hop, signal }) => {
    const needed = (await this.catalog.asOf('')).entry(hop.to)?.release.roleActions;
    if (!needed) return done();
    const principal = `arn:aws:iam::${account.account}:role/PantherDeploymentRole`;
    const session = new InspectionSession(new InspectionRoles(this.clients, account), signal);
    try {
      const policies = await new DeployerEyes(session).rolePolicies(principal);
      const { outcome, message } = checkDeploymentRole(
        hop.to,
        needed,
        allowedActions(policies ?? []),
      );
      return outcome === 'fail' ? waiting(message) : done();
    } catch (error) {
      // What nobody may see stands in nobody's way.
      if (error instanceof Unseen) return done();
      throw error;
    }
  };

  readonly parameters: TakeStep = async (situation) => {
    const { hop } = situation;
    const values = await situation.values();
    const entry = (await this.catalog.asOf('')).entry(hop.to);
    if (!entry) throw new ServiceError('not_found', 'There is no such release.');
    const { errors } = checkParameters(entry.release.parameters, values, {
      phase: phaseOf(situation),
      day: new Date().toISOString().slice(0, 10),
      installed: {},
      accepted: new Set(),
    });
    if (errors.length === 0) return done();
    const said = errors.map(({ parameter, message }) => `${parameter}: ${message}`);
    return failed('not_ready', said.join(' ').slice(0, 2_000));
  };
}
