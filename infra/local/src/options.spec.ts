import { describe, expect, it } from '@jest/globals';
import { BadArguments, parseStartOptions } from './options.js';

describe('the options of npm start', () => {
  it('are a demonstration on our own servers unless told otherwise', () => {
    expect(parseStartOptions([])).toEqual({
      demo: true,
      external: false,
      reset: false,
      cluster: false,
    });
  });

  it('are all understood', () => {
    const args = ['--port', '9000', '--external', '--reset', '--cluster', '--logs', 'a.ndjson'];
    expect(parseStartOptions([...args, '--log-type=AWS.CloudTrail'])).toEqual({
      demo: true,
      external: true,
      reset: true,
      cluster: true,
      port: 9000,
      logs: { file: 'a.ndjson', logType: 'AWS.CloudTrail' },
    });
    expect(parseStartOptions(['--no-demo']).demo).toBe(false);
  });

  it.each([
    [['--prot', '1'], /--prot/],
    [['--port'], /--port/],
    [['--port', '0'], /1 to 65535/],
    [['--port', '80x'], /80x/],
    [['--port', '70000'], /70000/],
    [['somewhere'], /somewhere/],
    [['--logs', 'a'], /--log-type/],
    [['--log-type', 'A.B'], /--logs/],
    [['--logs', 'a', '--log-type', 'A.B', '--no-demo'], /exclude/],
  ])('are refused precisely: %j', (args, message) => {
    expect(() => parseStartOptions(args)).toThrow(BadArguments);
    expect(() => parseStartOptions(args)).toThrow(message);
  });
});
