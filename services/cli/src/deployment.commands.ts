import { type components, OPERATIONS } from '@margay/client';
import { Command } from 'commander';
import { type Context, contextOf } from './context.js';
import { Unsuccessful } from './failure.js';
import { tableOf } from './output.js';
import { flagOf, requestOf } from './request-of.js';
import { typedOf, withOptions } from './operation-command.js';

type Schemas = components['schemas'];
type Plan = Schemas['UpgradePlan'];
type Preflight = Schemas['Preflight'];
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

const SIGNS = { pass: '✓', warn: '!', fail: '✗', skipped: '–' } as const;

const resultLine = ({ check, outcome, message }: Preflight['results'][number]): string =>
  `${SIGNS[outcome]} ${check}: ${message}`;

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

/** A preflight as it goes on: each check when it is concluded. */
export function followPreflight(signal: AbortSignal): Command {
  const command = new Command('follow')
    .description('Shows the checks of a preflight as they are concluded; ends with it.')
    .argument('<id>', 'account and region')
    .argument('<run>');
  return command.action(async (id: string, run: string) => {
    const { client, output } = contextOf(command, signal);
    const path = `/accounts/${encodeURIComponent(id)}/preflights/${encodeURIComponent(run)}/stream`;
    let shown = 0;
    let last: Preflight | undefined;
    for await (const { data } of client.follow(path, { signal })) {
      last = JSON.parse(data) as Preflight;
      for (const result of last.results.slice(shown)) output.each(result, () => resultLine(result));
      shown = last.results.length;
    }
    if (!last) return;
    output.note(
      `${last.status}${last.blocking.length > 0 ? `: ${last.blocking.join(', ')}` : '.'}`,
    );
    if (last.status === 'failed') throw new Unsuccessful();
  });
}
