import { type CheckResult, CHECKS } from './check.js';

const PREFIX = 'panther-';
const LENGTH_MAX = 128;
/** The longest logical id among the nested stacks. */
const NESTED = 'BootstrapGateway';
const RANDOM_LENGTH = 13;
/** Of the name of an IAM role, the shortest of those that begin with a stack's name. */
const GENERATED_MAX = 64;

/** Whether a root stack may have this name, and whether what is named after it stays readable. */
export function checkStackName(name: string, byDeploymentRole: boolean): CheckResult {
  const result = (outcome: CheckResult['outcome'], message: string): CheckResult => ({
    id: 'stack_name',
    outcome,
    message,
    evidence: { stackName: name },
    documentation: CHECKS.stack_name.documentation,
  });
  if (name.length > LENGTH_MAX)
    return result('fail', `It is longer than ${LENGTH_MAX} characters.`);
  if (!/^[A-Za-z][-A-Za-z0-9]*$/.test(name))
    return result('fail', 'It must be letters, digits and hyphens, and begin with a letter.');
  if (byDeploymentRole && !name.startsWith(PREFIX))
    return result(
      'fail',
      `It must begin with ${PREFIX}, in lower case: the deployment role reaches nothing else.`,
    );
  if (`${name}-${NESTED}-`.length + RANDOM_LENGTH > GENERATED_MAX)
    return result('warn', 'It is so long that the names made from it are cut.');
  return result('pass', 'The name can be used.');
}
