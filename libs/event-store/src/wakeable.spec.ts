import { describe, it } from '@jest/globals';
import { Wakeable } from './wakeable.js';

describe('a sleep that can be ended', () => {
  const { signal } = new AbortController();

  it('ends with news, also with news from before', async () => {
    const wakeable = new Wakeable();
    wakeable.wake();
    await wakeable.sleep(60_000, signal);
    const sleeping = wakeable.sleep(60_000, signal);
    wakeable.wake();
    await sleeping;
  });
});
