import { type components, OPERATIONS } from '@margay/client';
import { Command } from 'commander';
import { type Context, contextOf } from './context.js';
import { Unsuccessful } from './failure.js';
import { tableOf } from './output.js';
import { flagOf, requestOf } from './request-of.js';
import { typedOf, withOptions } from './operation-command.js';

type Schemas = components['schemas'];
type Plan = Schemas['UpgradePlan'];
type Diagnosis = Schemas['StackDiagnosis'];

/** A plan as a table of its hops, with what each asks for beneath. */
export function planText(plan: Plan): string {
  if (plan.outcome === 'refused') return `There is no plan: ${plan.message ?? plan.code ?? ''}`;
  if (plan.outcome === 'current') return `${plan.target ?? 'The target'} runs already.`;
  const rows = plan.hops.map((hop, i) => ({
    hop: i + 1,
    from: hop.from,
    to: hop.to,
    role: hop.roleUpdate ? 'update first' : 'as it is',
    tasks: hop.tasks.length,
    missing: hop.missing.length,
    build: hop.pulumiBuild ? 'yes' : 'no',
    risks: hop.risks.length,
  }));
  const asked = plan.hops.flatMap((hop, i) => [
    ...hop.tasks.map((task) => `  ${i + 1}. task: ${task.title}`),
    ...hop.missing.map(
      (missing) =>
        `  ${i + 1}. value wanted: ${typeof missing === 'string' ? missing : JSON.stringify(missing)}`,
    ),
    ...hop.risks.map(
      (risk) => `  ${i + 1}. risk: ${typeof risk === 'string' ? risk : JSON.stringify(risk)}`,
    ),
  ]);
  const table = tableOf(['hop', 'from', 'to', 'role', 'tasks', 'missing', 'build', 'risks'], rows);
  return [table, ...(asked.length > 0 ? ['', ...asked] : [])].join('\n');
}

/** Asks an operation whose answer is more than fields. */
function asking<Answer>(
  name: string,
  operation: (typeof OPERATIONS)[keyof typeof OPERATIONS],
  signal: AbortSignal,
  show: (answer: Answer, context: Context) => void,
): Command {
  const command = new Command(name).description(operation.summary);
  for (const parameter of operation.parameters.filter((each) => each.in === 'path'))
    command.argument(`<${flagOf(parameter.name)}>`);
  withOptions(command, operation);
  return command.action(async () => {
    const context = contextOf(command, signal);
    const made = requestOf(
      operation,
      command.processedArgs as string[],
      typedOf(command, operation),
    );
    show(
      await context.client.call<Answer>(operation.method, made.path, { ...made, signal }),
      context,
    );
  });
}

/** Of deployments, what is shown in a way of its own. */
export const deploymentCommands = (signal: AbortSignal): Command[] => [
  asking<Plan>('plan', OPERATIONS.planUpgrade, signal, (plan, { output }) => {
    output.text(plan, planText(plan));
    if (plan.outcome === 'refused') throw new Unsuccessful();
  }),
  asking<Diagnosis>('diagnose', OPERATIONS.diagnoseStack, signal, (diagnosis, { output }) =>
    output.text(diagnosis, diagnosis.text),
  ),
];
