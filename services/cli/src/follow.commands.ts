import type { components } from '@margay/client';
import { Command } from 'commander';
import { contextOf } from './context.js';
import { Unsuccessful } from './failure.js';
import type { Output } from './output.js';
import { StackBars } from './stack-bars.js';

type Schemas = components['schemas'];
type Preflight = Schemas['Preflight'];
type Deployment = Schemas['Deployment'];

const SIGNS = { pass: '✓', warn: '!', fail: '✗', skipped: '–' } as const;

const resultLine = ({ check, outcome, message }: Preflight['results'][number]): string =>
  `${SIGNS[outcome]} ${check}: ${message}`;

/** What a deployment is at, in a line: its hop and its step. */
export function deploymentLine({ hops, hop, ...now }: Deployment): string {
  const { from, to } = hops[hop] ?? {};
  const where = `${hop + 1}/${hops.length} ${from === undefined ? '' : `${from} → `}${to ?? ''}`;
  if (now.status !== 'running') return `${where} ${now.status}`;
  switch (now.waitsFor) {
    case 'approval':
      return `${where} waits for an approval: ${now.missingApprovals} missing`;
    case 'tasks':
      return `${where} waits for what people do by hand: ${now.openTasks.join(', ')}`;
    case 'resume':
      return `${where} is paused`;
    case 'step':
    case undefined:
  }
  const stalled = now.progress?.stalled ? ' (nothing has changed for long)' : '';
  const percent = now.progress?.percent === undefined ? '' : ` ${now.progress.percent} %`;
  const saying = now.progress ? `: ${now.progress.saying}${percent}${stalled}` : '';
  return `${where} ${now.step ?? ''}${saying}`;
}

/** The same with the stacks that are at work, for what is no screen. */
export const wholeLine = (deployment: Deployment): string =>
  [
    deploymentLine(deployment),
    ...(deployment.progress?.stacks ?? []).map(
      ({ path, done, total }) => `${path.join('.') || deployment.stackName} ${done}/${total}`,
    ),
  ].join('  ');

/** Follows something that goes on, by its path, and shows what is new each time. @returns the last that was told */
async function follow<Told>(
  command: Command,
  path: string,
  signal: AbortSignal,
  show: (told: Told, output: Output) => void,
): Promise<Told | undefined> {
  const { client, output } = contextOf(command, signal);
  let last: Told | undefined;
  for await (const { data } of client.follow(path, { signal })) {
    last = JSON.parse(data) as Told;
    show(last, output);
  }
  return last;
}

const following = (description: string): Command =>
  new Command('follow')
    .description(description)
    .argument('<id>', 'account and region')
    .argument('<run>');

/** A preflight as it goes on: each check when it is concluded. */
export function followPreflight(signal: AbortSignal): Command {
  const command = following('Shows the checks of a preflight as they are concluded; ends with it.');
  return command.action(async (id: string, run: string) => {
    const path = `/accounts/${encodeURIComponent(id)}/preflights/${encodeURIComponent(run)}/stream`;
    let shown = 0;
    const last = await follow<Preflight>(command, path, signal, ({ results }, output) => {
      for (const result of results.slice(shown)) output.each(result, () => resultLine(result));
      shown = results.length;
    });
    if (!last) return;
    const { status, blocking } = last;
    contextOf(command, signal).output.note(
      `${status}${blocking.length > 0 ? `: ${blocking.join(', ')}` : '.'}`,
    );
    if (status === 'failed') throw new Unsuccessful();
  });
}

/** A deployment as it goes on: bars for its stacks on a screen, else a line for whatever is new. */
export function followDeployment(signal: AbortSignal): Command {
  const command = following('Shows what a deployment is at, as it goes on; ends with it.');
  return command.action(async (id: string, run: string) => {
    const path = `/deployments/${encodeURIComponent(id)}/${encodeURIComponent(run)}/stream`;
    const isWatched = process.stderr.isTTY && command.optsWithGlobals()['json'] !== true;
    let bars: StackBars | undefined;
    const last = await follow<Deployment>(command, path, signal, (deployment, output) => {
      if (!isWatched) return output.each(deployment, () => wholeLine(deployment));
      bars ??= new StackBars(deployment.stackName);
      bars.show(deploymentLine(deployment), deployment.progress?.stacks ?? []);
    }).finally(() => bars?.stop());
    if (!last) return;
    const { status, cause } = last;
    contextOf(command, signal).output.note(cause ? `${status}: ${cause.message}` : `${status}.`);
    if (status === 'failed') throw new Unsuccessful();
  });
}
