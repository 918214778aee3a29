#!/usr/bin/env node
// Checks the contracts: their style, that they break nobody who speaks yesterday's, and that the code generated
// from them is the code that is checked in.
//
// Yesterday's are `proto/baseline.binpb`. After a release, what is agreed now becomes the new baseline:
//   npx buf build proto -o proto/baseline.binpb
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CHECKOUT, mustRun, toolScript } from './tools.mjs';

const DEADLINE_MS = 120_000;
const at = (...parts) => join(CHECKOUT, ...parts);
const signal = AbortSignal.timeout(DEADLINE_MS);

const BASELINE = at('proto/baseline.binpb');
const GENERATED = 'libs/contracts/src/gen';
const problems = [];

/** npm's `.bin` holds the generator that buf calls. */
const env = { ...process.env, PATH: `${at('node_modules/.bin')}:${process.env.PATH}` };
const buf = (...args) =>
  mustRun(process.execPath, [toolScript('@bufbuild/buf', 'buf'), ...args], { signal, env });

const check = async (what, work) => {
  try {
    const found = await work();
    if (found) problems.push(`${what}:\n${found}`);
  } catch (error) {
    problems.push(`${what}:\n${error.message}`);
  }
};

const filesIn = (directory) =>
  new Map(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((path) => [relative(directory, path), readFileSync(path, 'utf8')]),
  );

const differences = (fresh, checkedIn) => {
  const names = new Set([...fresh.keys(), ...checkedIn.keys()]);
  return [...names].sort().flatMap((name) => {
    if (!fresh.has(name)) return [`${name} comes from no contract`];
    if (!checkedIn.has(name)) return [`${name} is missing`];
    return fresh.get(name) === checkedIn.get(name) ? [] : [`${name} differs`];
  });
};

/** Generates beside the real place and compares, formatted alike. */
const compareGenerated = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'margay-proto-'));
  try {
    const template = readFileSync(at('proto/buf.gen.yaml'), 'utf8');
    const out = join(directory, 'gen');
    if (!template.includes(GENERATED)) return `proto/buf.gen.yaml does not generate ${GENERATED}`;
    const other = join(directory, 'buf.gen.yaml');
    writeFileSync(other, template.replace(GENERATED, out));
    await buf('generate', 'proto', '--template', other);
    const { format, resolveConfig } = await import('prettier');
    const config = await resolveConfig(at(GENERATED, 'any.ts'));
    const fresh = filesIn(out);
    for (const [name, text] of fresh) {
      fresh.set(name, await format(text, { ...config, filepath: name }));
    }
    const found = differences(fresh, filesIn(at(GENERATED)));
    return found.length > 0 ? `${found.join('\n')}\nGenerate again: npm run generate` : undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

await check('buf lint', async () => {
  await buf('lint', 'proto');
});
await check('buf breaking', async () => {
  if (!existsSync(BASELINE)) return `${relative(CHECKOUT, BASELINE)} is missing`;
  await buf('breaking', 'proto', '--against', BASELINE);
});
await check(GENERATED, compareGenerated);

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n\n')}\n`);
  process.exitCode = 1;
}
