import { join } from 'node:path';
import { AlreadyRunning, whoRuns } from './running-file.js';
import { STATE_DIRECTORY } from './state-directory.js';

// Run by start.mjs before it builds. Exit 3: a platform runs on this checkout's state.
const running = whoRuns(join(STATE_DIRECTORY, 'running.json'));
if (running !== undefined) {
  console.log(new AlreadyRunning(running).message);
  process.exitCode = 3;
}
