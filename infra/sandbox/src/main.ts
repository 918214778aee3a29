import { obey } from './control.js';
import { startSandbox } from './server.js';

const sandbox = await startSandbox(Number(process.env['PORT'] ?? 0));
// What is to be there from the start, and again after a restart: [["accessKey", {…}], …]
const orders = JSON.parse(process.env['SANDBOX_ORDERS'] ?? '[]') as readonly [string, unknown][];
for (const [name, body] of orders) {
  const [status, answer] = obey(sandbox.world, name, body);
  if (status !== 200) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}
process.stdout.write(`The sandbox is AWS at ${sandbox.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void sandbox.close());
