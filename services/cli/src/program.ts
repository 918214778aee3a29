import { Command } from 'commander';
import { auditCommands } from './audit.commands.js';
import { completionCommands } from './completion.command.js';
import { deploymentCommands, diagnosisCommands } from './deployment.commands.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { enrichCommand } from './enrich.command.js';
import { followDeployment, followPreflight } from './follow.commands.js';
import { loginCommands } from './login.command.js';
import { groupOf } from './operation-command.js';
import { ROLES, TOKENS } from './rows/access.rows.js';
import { AUDIT } from './rows/audit.rows.js';
import {
  ACCOUNTS,
  DEPLOYMENTS,
  DIAGNOSES,
  PREFLIGHTS,
  RELEASES,
  ROLLOUTS,
} from './rows/deployment.rows.js';
import { BUS, ENRICHMENT, PROVIDERS, STATE, TABLES } from './rows/enrichment.rows.js';
import { importTable, putEvents } from './upload.commands.js';

const positive = (text: string): string => {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return text;
  throw new TypeError('It takes seconds, from 1.');
};

/** Ends are thrown, and become exit codes in one place. */
function throwing(command: Command): Command {
  command.exitOverride();
  command.commands.forEach((each) => throwing(each as Command));
  return command;
}

/** All of it. */
export function program(signal: AbortSignal): Command {
  const root = new Command('margay')
    .description(
      'Margay, from a command line. Which gateway: margay login, or MARGAY_URL and MARGAY_TOKEN.',
    )
    .version('0.1.0')
    .option('--json', 'for programs: answers as they are')
    .option('--profile <name>', 'another gateway than usual')
    .option('--timeout <seconds>', 'for one answer; 30 if it is not said', positive)
    .showHelpAfterError('(--help says more)');
  for (const command of loginCommands(signal)) root.addCommand(command);
  root.addCommand(enrichCommand(signal));
  root.addCommand(doctorCommand(signal));
  const groups = [
    { group: TOKENS, more: [] },
    { group: ROLES, more: [] },
    { group: ACCOUNTS, more: [] },
    { group: PREFLIGHTS, more: [followPreflight(signal)] },
    { group: RELEASES, more: [] },
    { group: DEPLOYMENTS, more: [...deploymentCommands(signal), followDeployment(signal)] },
    { group: ROLLOUTS, more: [] },
    { group: DIAGNOSES, more: diagnosisCommands(signal) },
    { group: AUDIT, more: auditCommands(signal) },
    { group: ENRICHMENT, more: [] },
    { group: TABLES, more: [importTable(signal)] },
    { group: PROVIDERS, more: [] },
    { group: STATE, more: [] },
    { group: BUS, more: [putEvents(signal)] },
  ];
  for (const { group, more } of groups) {
    const command = groupOf(group, signal);
    for (const each of more) command.addCommand(each);
    root.addCommand(command);
  }
  for (const [at, command] of completionCommands().entries())
    root.addCommand(command, { hidden: at > 0 });
  return throwing(root);
}
