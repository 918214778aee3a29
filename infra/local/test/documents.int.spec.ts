import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '../src/checkout.js';

const DOCUMENTS = ['README.md', 'infra', 'libs', 'services']
  .flatMap((room) =>
    spawnSync(
      'find',
      [join(CHECKOUT, room), '-name', '*.md', '-not', '-path', '*/node_modules/*'],
      { encoding: 'utf8' },
    ).stdout.split('\n'),
  )
  .filter((file) => file !== '')
  .map((file) => file.slice(CHECKOUT.length + 1));

const isThere = (path: string): boolean => existsSync(join(CHECKOUT, path));

/** `[words](path#anchor)`, but for addresses elsewhere. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);

/** `services/tokens/src/main.ts` in backticks: a path from the top. Patterns and placeholders are none. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:services|libs|infra|proto)\/[\w./-]+)`/g)].map(([, path = '']) => path);

describe('what documents name', () => {
  it.each(DOCUMENTS)('%s: links lead to something', (document) => {
    const text = readFileSync(join(CHECKOUT, document), 'utf8');
    const dead = linksIn(text).filter((path) => !isThere(join(dirname(document), path)));
    expect(dead).toEqual([]);
  });

  it.each(DOCUMENTS)('%s: files that are there', (document) => {
    const text = readFileSync(join(CHECKOUT, document), 'utf8');
    const built = (path: string): boolean => path.includes('/dist/');
    expect(pathsIn(text).filter((path) => !built(path) && !isThere(path))).toEqual([]);
  });
});
