import { Logger } from '@nestjs/common';
import { BENCHMARKS } from './benchmarks.js';
import { thisMachine } from './machine.js';
import { optionsOf } from './options.js';
import { Progress } from './progress.js';
import { type Report, reportOf } from './report.js';
import { catalogue, machineText, reportText } from './report-text.js';

const HELP = `Compares parts of the platform with the bare thing beneath them, side by side.

  npm run bench -- NAME... [OPTIONS]

  all           every benchmark
  --rounds N    rounds that count, 7 unless told, 5 at least; one more warms up
  --events N    of the long run of pipeline, 1,000,000 unless told
  --runs N      of deployments, 1,000 unless told
  --json        for programs

Exit code 1 when a bar is missed or a check does not hold.

${catalogue(BENCHMARKS)}
`;

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const { names, rounds, events, runs, json, help } = optionsOf(args);
  if (help || names.length === 0) {
    process.stdout.write(HELP);
    return 0;
  }
  const chosen = names.includes('all') ? BENCHMARKS.map(({ name }) => name) : [...new Set(names)];
  const benchmarks = chosen.map((name) => {
    const found = BENCHMARKS.find((benchmark) => benchmark.name === name);
    if (!found) throw new Error(`There is no benchmark ${name}.\n\n${catalogue(BENCHMARKS)}`);
    return found;
  });
  // What the libraries log would stand between the lines of the answer.
  Logger.overrideLogger(['error', 'fatal']);
  // What is measured is how fast a request is, not how many one token may send.
  for (const of of ['TOKEN', 'REFUSALS', 'ANONYMOUS'])
    process.env[`RATE_LIMIT_${of}_PER_MINUTE`] ??= '1000000000';
  const machine = thisMachine();
  const progress = new Progress();
  const reports: Report[] = [];
  for (const benchmark of benchmarks) {
    const show = (stage: string, detail?: string) =>
      progress.show(`${benchmark.name}: ${stage}`, detail);
    show('starting servers');
    const report = reportOf(
      benchmark,
      await benchmark.run({ rounds, events, runs, progress: show }),
    );
    progress.clear();
    reports.push(report);
    if (!json) process.stdout.write(`\n${reportText(report)}\n`);
  }
  const servers = Object.assign(
    {},
    ...reports.map((report) => report.servers),
  ) as Report['servers'];
  const missed = reports.flatMap((report) => report.missed);
  if (json) process.stdout.write(`${JSON.stringify({ machine, rounds, reports, missed })}\n`);
  else {
    process.stdout.write(`\n${machineText(machine, servers)} · ${rounds} rounds\n`);
    for (const each of missed) process.stdout.write(`missed: ${each}\n`);
  }
  return missed.length > 0 ? 1 : 0;
}

// Servers are stopped by their guardian, and processes of ours go with us, however we go.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => process.exit(code));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
