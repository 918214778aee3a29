import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { CHECKOUT } from '../src/checkout.js';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const workspaces = ['libs', 'services', 'infra'].flatMap((room) =>
  readdirSync(join(CHECKOUT, room))
    .map((name) => `${room}/${name}`)
    .filter((workspace) => existsSync(join(CHECKOUT, workspace, 'package.json'))),
);

const manifestOf = (workspace: string): Manifest =>
  JSON.parse(readFileSync(join(CHECKOUT, workspace, 'package.json'), 'utf8')) as Manifest;

/** Of `a/b/c` the package: `a`, or `@a/b`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The packages that what is built of a workspace imports. */
function imported(workspace: string): string[] {
  const src = join(CHECKOUT, workspace, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const specifiers = files.flatMap((file) =>
    ts
      .preProcessFile(readFileSync(join(src, file), 'utf8'))
      .importedFiles.map(({ fileName }) => fileName),
  );
  return [...new Set(specifiers.filter((each) => !each.startsWith('.') && !isBuiltin(each)))].map(
    packageOf,
  );
}

describe('what a package says it depends on', () => {
  it.each(workspaces)('%s: everything that it imports', (workspace) => {
    const { name, dependencies = {} } = manifestOf(workspace);
    const missing = imported(workspace).filter((each) => each !== name && !(each in dependencies));
    expect(missing).toEqual([]);
  });

  it.each(workspaces)('%s: nothing of it for development as well', (workspace) => {
    const { dependencies = {}, devDependencies = {} } = manifestOf(workspace);
    expect(Object.keys(devDependencies).filter((each) => each in dependencies)).toEqual([]);
  });
});
