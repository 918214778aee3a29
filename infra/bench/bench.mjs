#!/usr/bin/env node
// Behind `npm run bench`. Only what Node itself brings, until dependencies and builds are there.
import { nodeProblem, prepare } from '../local/prepare.mjs';
import { StepFailed, Steps } from '../local/steps.mjs';

const fail = (message, code) => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

const problem = nodeProblem();
if (problem) fail(problem, 2);

const interrupted = new AbortController();
const interrupt = () => interrupted.abort(new Error('interrupted'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
try {
  // The answer alone goes to the standard output.
  await prepare(new Steps(process.stderr), interrupted.signal);
} catch (error) {
  if (interrupted.signal.aborted) process.exit(130);
  // A failed step has been shown with what to do.
  fail(error instanceof StepFailed ? 'Nothing was measured.' : String(error?.stack ?? error), 2);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, interrupt);
await import('./dist/main.js');
