import { exitCodeOf, explain } from './failure.js';
import { program } from './program.js';

// Whoever reads may stop reading: `margay audit list | head`.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
  process.exitCode = 130;
});

try {
  await program(interrupted.signal).parseAsync(process.argv);
} catch (error) {
  if (!interrupted.signal.aborted) {
    const text = explain(error);
    if (text !== '') process.stderr.write(`${text}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
