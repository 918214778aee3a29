#!/usr/bin/env node
// Behind `npm start`. Only what Node itself brings, until dependencies are there; then the compiled launcher.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProblem, prepare } from './prepare.mjs';
import { StepFailed, Steps } from './steps.mjs';
import { CHECKOUT, run } from './tools.mjs';

const HELP = `Runs the whole platform on this machine until Ctrl-C.

  npm start [-- OPTIONS]

  --port N          the gateway's port (default: 8080 if free, else any; remembered)
  --no-demo         do not run the demonstration
  --logs FILE       enrich an NDJSON file (.gz too) instead of the samples ...
  --log-type TYPE   ... whose events are of this type, for example AWS.CloudTrail
  --cluster         three servers of the bus and two processes of every service
  --external        use servers of yours: DATABASE_URL (an owner's login) and NATS_URL, each if set
  --reset           first delete all state of this checkout: data, secrets, logs
  --help            this

State is kept in .margay: the administrator's token and all other secrets in .margay/secrets.json.`;

const fail = (message, code) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

// Written so that old versions of Node reach the message.
const problem = nodeProblem();
if (problem) fail(problem, 1);
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}

const KNOWN = /^--(port|no-demo|logs|log-type|external|reset|cluster)(=.*)?$/;
const unknown = args.find((arg) => arg.startsWith('-') && !KNOWN.test(arg));
if (unknown) fail(`unknown option ${unknown}\n\n${HELP}`, 2);

const interrupted = new AbortController();
const interrupt = () => interrupted.abort(new Error('interrupted'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);

const steps = new Steps();
try {
  // Before building: a build would change the programs under one that is running.
  const running = join(CHECKOUT, 'infra/local/dist/already-running.js');
  if (existsSync(running)) {
    const { code, output } = await run(process.execPath, [running]);
    if (code === 3) fail(output.trimEnd(), 1);
  }
  await prepare(steps, interrupted.signal);
  const { launch } = await import('./dist/launcher.js');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, interrupt);
  interrupted.signal.throwIfAborted();
  process.exitCode = await launch({ args, steps });
} catch (error) {
  if (interrupted.signal.aborted) process.exitCode = 130;
  else {
    // A failed step has been shown with what to do.
    if (!(error instanceof StepFailed)) process.stderr.write(`${error?.message ?? error}\n`);
    process.exitCode = 1;
  }
}
