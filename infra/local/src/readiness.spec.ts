import { describe, expect, it } from '@jest/globals';
import { explainReadiness } from './readiness.js';

describe('readiness', () => {
  it('needs no explanation when it is there', () => {
    expect(explainReadiness(200, '{"ok":true,"checks":{"bus":"ok"}}')).toBeUndefined();
  });

  it('is missing for the reasons that the service gives, and only those', () => {
    const checks = { bus: 'Connecting.', database: 'ok', projection: 'Behind by 7.' };
    expect(explainReadiness(503, JSON.stringify({ ok: false, checks }))).toBe(
      'bus: Connecting.; projection: Behind by 7.',
    );
  });

  it.each(['', '<html>', '{}', 'null', '{"checks":{}}'])(
    'is missing without a reason when the answer is %j',
    (body) => expect(explainReadiness(503, body)).toBe('answers 503'),
  );
});
