import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The parsed content, or undefined if there is no such file. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`${path} is not JSON. Repair it, or start over: npm start -- --reset`);
  }
}

/** Replaces the file as a whole, readable by its owner only: whoever reads sees the old or the new. */
export function writeJson(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
    chmodSync(draft, 0o600);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
