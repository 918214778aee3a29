// Stops what a process left behind. Its standard input is a pipe from that process, which closes when the
// process ends, in whichever way. Plain JavaScript, so that it runs before and without any build.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 8_000;
const processes = new Map();
const directories = new Set();

const obey = (line) => {
  const [word, subject, signal] = line.split(' ');
  if (word === 'process') processes.set(Number(subject), signal);
  else if (word === 'gone') processes.delete(Number(subject));
  else if (word === 'directory') directories.add(line.slice('directory '.length));
};

const send = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

const alive = () => [...processes.keys()].filter((pid) => send(pid, 0));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) obey(line);
for (const [pid, signal] of processes) send(pid, signal);
const deadline = Date.now() + PATIENCE_MS;
while (alive().length > 0 && Date.now() < deadline) await sleep(50);
for (const pid of alive()) send(pid, 'SIGKILL');
for (const path of directories) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
