import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoundedLog, rotate } from './bounded-log.js';

describe('a bounded log', () => {
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'margay-spec-'));
    path = join(directory, 'a.log');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('keeps the lines before the last turn and those after it', () => {
    const log = new BoundedLog(path, 10);
    for (const line of ['one', 'two', 'three']) log.append(line);
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\ntwo\n');
    expect(readFileSync(path, 'utf8')).toBe('three\n');
  });

  it('goes on where an earlier process stopped', () => {
    writeFileSync(path, 'old old\n');
    new BoundedLog(path, 10).append('new');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('old old\n');
    expect(readFileSync(path, 'utf8')).toBe('new\n');
  });

  it('is left alone while it is short, and emptied in place when it is not', () => {
    expect(rotate(path, 5)).toBe(false);
    writeFileSync(path, '123456');
    expect(rotate(path, 100)).toBe(false);
    expect(rotate(path, 5)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('123456');
  });
});
