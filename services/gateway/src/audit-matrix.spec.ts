import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { create, type DescService } from '@bufbuild/protobuf';
import {
  AccountsApi,
  AuditApi,
  DeploymentsApi,
  RolloutsApi,
  DiagnosesApi,
  EnrichmentApi,
  PlansApi,
  PreflightsApi,
  ReleasesApi,
  RolesApi,
  ServiceError,
  TokensApi,
  ReadersApi,
  WebhooksApi,
} from '@margay/contracts';
import { eventually } from '@margay/testing';
import { type Doors, type GuardedRoute, openDoors, type Stand } from '../test/doors.js';
import { changes } from './attempt.hook.js';

/** Every contract's every method fails like this, or answers with nothing. */
let failure: ServiceError | undefined;
/** Until then nobody answers. */
let held: Promise<void> | undefined;
/** How many questions wait, or waited, for that. */
let holding = 0;
const answering = ({ methods }: DescService): Stand =>
  Object.fromEntries(
    methods.map(({ localName, output }) => [
      localName,
      async () => {
        if (held) holding++;
        await held;
        if (failure) throw failure;
        return create(output);
      },
    ]),
  );

describe('the audit log, for every route', () => {
  let doors: Doors;
  let url: string;
  let routes: readonly GuardedRoute[] = [];

  beforeAll(async () => {
    doors = await openDoors({
      tokens: answering(TokensApi),
      roles: answering(RolesApi),
      accounts: answering(AccountsApi),
      releases: answering(ReleasesApi),
      diagnoses: answering(DiagnosesApi),
      plans: answering(PlansApi),
      preflights: answering(PreflightsApi),
      deployments: answering(DeploymentsApi),
      rollouts: answering(RolloutsApi),
      audit: answering(AuditApi),
      webhooks: answering(WebhooksApi),
      readers: answering(ReadersApi),
      enrichment: answering(EnrichmentApi),
    });
    url = await doors.app.getUrl();
    routes = doors.routes;
  });
  afterAll(() => doors.app.close());

  /** What the audit log was told of one request, and how that was answered. */
  const told = async ({ method, path }: GuardedRoute, key: string) => {
    const before = doors.attempts.length;
    const answer = await fetch(`${url}${path.replace(/:\w+/g, 'x')}`, {
      method,
      headers: {
        'X-API-Key': key,
        ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{"reason":"x"}' }),
    });
    // A stream does not end by itself; leaving it is an answer as well.
    if (path.endsWith('/stream') && answer.ok) {
      await answer.body?.cancel();
      await eventually('it was told', () => doors.attempts.length > before);
    } else await answer.text();
    return { status: answer.status, attempts: doors.attempts.slice(before) };
  };

  const outcomes = {
    'let in': () => doors.key(['all']),
    'without the permission': () => doors.key(['AlertRead']),
    'from a wrong address': () => doors.key(['all'], ['203.0.113.0/24']),
    'without a valid key': () => 'nonsense',
  };

  it.each(Object.entries(outcomes))('is told once, %s', async (_outcome, key) => {
    failure = undefined;
    expect(routes.length).toBeGreaterThan(20);
    for (const route of routes) {
      const { status, attempts } = await told(route, key());
      const isPlainRead =
        status < 400 && !changes(route.method, route.access) && !route.access.recordSuccess;
      expect([route, status, attempts.length]).toEqual([route, status, isPlainRead ? 0 : 1]);
      expect(attempts.map(({ action }) => action)).toEqual(
        isPlainRead ? [] : [route.access.action],
      );
    }
  });

  it.each(['unavailable', 'timeout', 'conflict', 'not_found'] as const)(
    'is told once when a service answers %s',
    async (code) => {
      failure = new ServiceError(code, 'Not now.');
      for (const route of routes.filter(({ path }) => path !== '/permissions')) {
        const { status, attempts } = await told(route, doors.key(['all']));
        expect([route, status, attempts]).toMatchObject([route, status, [{ succeeded: false }]]);
        // Whether it was done is not known; whoever did it may tell.
        const isUnknown = changes(route.method, route.access) && status >= 500;
        expect([route, attempts[0]?.mayBeTold]).toEqual([route, isUnknown]);
      }
    },
  );

  it('is told of a change whose sender went away before the answer', async () => {
    failure = undefined;
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    holding = 0;
    const before = doors.attempts.length;
    const leaving = new AbortController();
    const answer = fetch(`${url}/api-tokens/x`, {
      method: 'DELETE',
      headers: { 'X-API-Key': doors.key(['all']) },
      signal: leaving.signal,
    });
    const left = expect(answer).rejects.toThrow('abort');
    await eventually('a service is at work on it', () => holding > 0);
    leaving.abort();
    await left;
    await eventually('it was told', () => doors.attempts.length > before);
    expect(doors.attempts.slice(before)).toMatchObject([
      { action: 'DELETE_API_TOKEN', succeeded: false, mayBeTold: true },
    ]);
    release();
    held = undefined;
  });
});
