import { startSandbox } from './server.js';

const sandbox = await startSandbox(Number(process.env['PORT'] ?? 0));
process.stdout.write(`The sandbox is AWS at ${sandbox.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void sandbox.close());
