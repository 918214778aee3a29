import { describe, expect, it } from '@jest/globals';
import { isForScreen, prettyLine } from './log-line.js';

const line = (more: object): string =>
  JSON.stringify({ time: '2026-03-02T08:01:12.345Z', level: 'info', message: 'Ready.', ...more });

describe('a log line on the screen', () => {
  it('says when, who and what', () => {
    expect(prettyLine('tokens', line({ fields: { port: 7, host: 'a' } }), false)).toBe(
      '08:01:12.345 tokens     Ready. port=7 host=a',
    );
  });

  it('shows a level that is remarkable, and the error', () => {
    const more = { level: 'error', context: 'Relay', error: { message: 'refused' } };
    expect(prettyLine('tokens', line(more), false)).toContain('ERROR Relay: Ready. (refused)');
    expect(prettyLine('tokens', line(more), true)).toMatch(/^\u001b\[31m.*\u001b\[0m$/);
  });

  it('is shown as it is when it is not JSON', () => {
    expect(prettyLine('audit', 'Segmentation fault', false)).toContain(
      'audit      Segmentation fault',
    );
    expect(prettyLine('audit', '{broken', false)).toContain('{broken');
  });

  it('cannot give orders to the terminal', () => {
    expect(prettyLine('a', line({ message: '\u001b[2Jx' }), false)).toContain('?[2Jx');
  });

  it('stays in the file when it is for debugging', () => {
    expect(isForScreen(line({ level: 'debug' }))).toBe(false);
    expect(isForScreen(line({ context: 'RouterExplorer' }))).toBe(false);
    expect(isForScreen(line({ context: 'RouterExplorer', level: 'warn' }))).toBe(true);
    expect(isForScreen(line({}))).toBe(true);
    expect(isForScreen('plain')).toBe(true);
  });
});
