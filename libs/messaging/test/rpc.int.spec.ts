import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AuthenticateTokenRequest,
  type CreateTokenRequest,
  type DeleteTokenRequest,
  type GetTokenRequest,
  type ListTokensRequest,
  ServiceError,
  TokensApi,
} from '@margay/contracts';
import { Health } from '@margay/observability';
import { eventually, testNats } from '@margay/testing';
import {
  Bus,
  BusClient,
  type Call,
  CallContext,
  type Client,
  Rpc,
  type Served,
  callFor,
  createService,
} from '../src/index.js';

const calls: Call[] = [];
let release: () => void = () => undefined;

type Method = 'createToken' | 'getToken' | 'listTokens' | 'deleteToken' | 'authenticateToken';

@Controller()
class TokensController implements Pick<Served<typeof TokensApi>, Method> {
  @Rpc(TokensApi.method.createToken)
  createToken(@Payload() request: CreateTokenRequest, @CallContext() call: Call) {
    calls.push(call);
    return Promise.resolve({ token: { id: request.name, name: request.name } });
  }

  @Rpc(TokensApi.method.getToken)
  getToken(@Payload() { id }: GetTokenRequest): Promise<never> {
    if (id === 'odd') throw new TypeError('secret detail');
    throw new ServiceError('not_found', 'There is no such token.', {
      cause: new Error('secret detail'),
      fields: [{ path: 'id', message: 'Nobody has it. 🦝' }],
    });
  }

  @Rpc(TokensApi.method.listTokens)
  async listTokens(@Payload() request: ListTokensRequest, @CallContext() call: Call) {
    calls.push(call);
    await sleep(60_000, undefined, { signal: call.signal });
    return { next: request.cursor };
  }

  @Rpc(TokensApi.method.deleteToken)
  async deleteToken(@Payload() _request: DeleteTokenRequest) {
    await new Promise<void>((resolve) => (release = resolve));
    return {};
  }

  @Rpc(TokensApi.method.authenticateToken)
  authenticateToken(@Payload() { fingerprint }: AuthenticateTokenRequest) {
    return Promise.resolve({ token: { name: 'x'.repeat(Number(fingerprint.length) * 1_000) } });
  }
}

describe('a request over the bus', () => {
  const nats = testNats();
  const health = new Health();
  const busOf = (service: string) => new Bus({ ...nats, service, health }).start();
  const serving = busOf('tokens');
  const calling = busOf('gateway');
  const caller = {
    actor: { type: 'user' as const, id: 'u;1', name: 'Zoë 🦝 \r\n x' },
    requestId: 'r-1',
    origin: { sourceIp: '2001:db8::1', forwardedFor: ['10.0.0.1', 'a,b;c'], userAgent: 'Ünï' },
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
  let app: Awaited<ReturnType<typeof createService>>;
  let tokens: Client<typeof TokensApi>;

  beforeAll(async () => {
    app = await createService(
      { module: class {}, controllers: [TokensController] },
      { bus: serving, health },
      { concurrency: 4 },
    );
    await app.listen();
    tokens = new BusClient(calling).of(TokensApi);
  });

  afterAll(async () => {
    await app.close();
    await serving.close();
    await calling.close();
  });

  it('is answered, and the callee knows who asked', async () => {
    const { token } = await tokens.createToken({ name: 'ci' }, caller);
    expect(token?.id).toBe('ci');
    const call = calls.at(-1);
    expect(call).toMatchObject({
      actor: caller.actor,
      origin: caller.origin,
      requestId: 'r-1',
      traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/),
    });
    expect(call?.remainingMs()).toBeLessThanOrEqual(5_000);
    expect(call?.remainingMs()).toBeGreaterThan(3_000);
  });

  it('is refused with code, message and fields, and without the cause', async () => {
    const error = await tokens.getToken({ id: 'x' }, caller).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      code: 'not_found',
      message: 'There is no such token.',
      fields: [{ path: 'id', message: 'Nobody has it. 🦝' }],
    });
    expect((error as Error).cause).toBeUndefined();
  });

  it('learns nothing about an unexpected failure but the fact', async () => {
    await expect(tokens.getToken({ id: 'odd' }, caller)).rejects.toMatchObject({
      code: 'internal',
      message: 'Something went wrong on our side.',
    });
  });

  it('ends at its timeout, and the callee gives up as well', async () => {
    const started = performance.now();
    await expect(tokens.listTokens({}, caller, { timeoutMs: 150 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(performance.now() - started).toBeLessThan(2_000);
    const call = calls.at(-1);
    await eventually('the signal aborts', () => call?.signal.aborted);
  });

  it('has no more time than its caller has left', async () => {
    await expect(
      tokens.listTokens({}, callFor(caller, 150), { timeoutMs: 60_000 }),
    ).rejects.toMatchObject({ code: 'timeout' });
    await expect(tokens.createToken({}, callFor(caller, -1))).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('is refused at once when nobody serves it', async () => {
    const { EventLogApi } = await import('@margay/contracts');
    const started = performance.now();
    const nobody = new BusClient(calling).of(EventLogApi, 'nobody');
    await expect(nobody.head({}, caller)).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is refused when it or its answer does not fit', async () => {
    const name = 'x'.repeat(2_000_000);
    await expect(tokens.createToken({ name }, caller)).rejects.toMatchObject({ code: 'too_large' });
    // Headers count as well.
    const fits = 'x'.repeat(1_048_576 - 100);
    await expect(tokens.createToken({ name: fits }, caller)).rejects.toMatchObject({
      code: 'too_large',
    });
    const fingerprint = new Uint8Array(2_000);
    await expect(tokens.authenticateToken({ fingerprint }, caller)).rejects.toMatchObject({
      code: 'too_large',
    });
  });

  it('is refused when it cannot be read or names no caller', async () => {
    const connection = await calling.ready();
    const subject = calling.subject('margay.tokens.v1.TokensApi.CreateToken');
    const { HEADER } = await import('../src/call-headers.js');
    const { headers } = await import('nats');
    const anonymous = await connection.request(subject, new Uint8Array());
    expect(anonymous.headers?.get(HEADER.error)).toBe('bad_request');
    const named = headers();
    named.set(HEADER.actor, 'user;1;');
    const broken = await connection.request(subject, new Uint8Array([255]), {
      headers: named,
      timeout: 5_000,
    });
    expect(broken.headers?.get(HEADER.error)).toBe('bad_request');
  });

  it('is refused beyond the number that may be in work', async () => {
    const slow = Array.from({ length: 4 }, () => tokens.listTokens({}, caller, { timeoutMs: 500 }));
    await expect(tokens.createToken({}, caller)).rejects.toMatchObject({ code: 'unavailable' });
    const outcomes = await Promise.allSettled(slow);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    await eventually('there is room again', () => tokens.createToken({}, caller).then(() => true));
  });
});

describe('a service with two processes', () => {
  const nats = testNats();
  const buses: Bus[] = [];
  const open = async (service: string) => {
    const bus = new Bus({ ...nats, service }).start();
    buses.push(bus);
    await bus.ready();
    return bus;
  };
  const start = async () => {
    const app = await createService(
      { module: class {}, controllers: [TokensController] },
      { bus: await open('tokens'), health: new Health() },
    );
    await app.listen();
    return app;
  };

  afterAll(() => Promise.all(buses.map((bus) => bus.close())));

  it('answers each request once, and finishes what is in work when it stops', async () => {
    const apps = [await start(), await start()];
    const tokens = new BusClient(await open('gateway')).of(TokensApi);
    const caller = { actor: { type: 'system' as const, id: 'gateway' }, requestId: 'r' };
    calls.length = 0;
    await Promise.all(Array.from({ length: 50 }, () => tokens.createToken({}, caller)));
    expect(calls).toHaveLength(50);

    let inWork = false;
    release = () => undefined;
    const idle = release;
    const answer = tokens.deleteToken({ id: 'x' }, caller);
    await eventually('it is in work', () => (inWork ||= release !== idle));
    const closed = Promise.all(apps.map((app) => app.close()));
    await eventually('new requests are refused', () =>
      tokens.createToken({}, caller).then(
        () => false,
        (error: ServiceError) => error.code === 'unavailable',
      ),
    );
    release();
    await expect(answer).resolves.toBeDefined();
    await closed;
  });

  it('leaves nothing behind when a handler outlives its process’s patience', async () => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', listener);
    const bus = await open('tokens');
    const app = await createService(
      { module: class {}, controllers: [TokensController] },
      { bus, health: new Health() },
      { drainMs: 50 },
    );
    await app.listen();
    const tokens = new BusClient(await open('gateway')).of(TokensApi);
    const caller = { actor: { type: 'system' as const, id: 'gateway' }, requestId: 'r' };
    const idle = (release = () => undefined);
    const answer = tokens
      .deleteToken({ id: 'x' }, caller, { timeoutMs: 500 })
      .catch((error: unknown) => error);
    await eventually('it is in work', () => release !== idle);
    await app.close();
    await bus.close();
    release();
    expect(await answer).toMatchObject({ code: 'timeout' });
    expect(unhandled).toEqual([]);
    process.off('unhandledRejection', listener);
  });
});
