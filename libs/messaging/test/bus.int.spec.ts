import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventLogApi, type HeadRequest, type ReadRequest } from '@margay/contracts';
import { Health } from '@margay/observability';
import { eventually, startOwnNats } from '@margay/testing';
import { Bus, BusClient, Rpc, type Served, createService, systemCaller } from '../src/index.js';

@Controller()
class Echo implements Served<typeof EventLogApi> {
  @Rpc(EventLogApi.method.read)
  read(@Payload() _request: ReadRequest): Promise<never> {
    // Never answers: what waits for it is there when the server dies.
    return new Promise(() => undefined);
  }

  @Rpc(EventLogApi.method.head)
  head(@Payload() _request: HeadRequest) {
    return Promise.resolve({ epoch: 'e', position: 7n });
  }
}

/** Greets as a nats-server of some version, and answers nothing but pings. */
async function greeter(version: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((socket) => {
    const info = { server_id: version, version, proto: 1, host: '127.0.0.1', headers: true };
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const _ of text.matchAll(/^PING\r\n/gm)) socket.write('PONG\r\n');
    });
    socket.write(`INFO ${JSON.stringify({ ...info, max_payload: 1_048_576 })}\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `nats://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe('the bus', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it('comes back by itself, and says meanwhile why it is not ready', async () => {
    const server = await startOwnNats();
    cleanUps.push(() => server.stop());
    await server.kill9();
    const health = new Health();
    const open = (service: string) => {
      const bus = new Bus({ servers: [server.url], service, health }).start();
      cleanUps.push(() => bus.close());
      return bus;
    };
    const [serving, calling] = [open('echo'), open('caller')];
    const app = await createService(
      { module: class {}, controllers: [Echo] },
      { bus: serving, health },
      { drainMs: 100 },
    );
    cleanUps.push(() => app.close());
    const listening = app.listen();
    expect(await health.ready()).toMatchObject({ ok: false });
    const api = new BusClient(calling).of(EventLogApi, 'echo');
    const caller = systemCaller('spec', 'r');
    await expect(api.head({}, caller, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'unavailable',
    });

    await server.restart();
    await listening;
    await eventually('it is ready', async () => (await health.ready()).ok);
    await expect(api.head({}, caller)).resolves.toMatchObject({ position: 7n });

    // Whoever waits learns at once that the bus is gone, not at the end of a minute.
    const waiting = api.read({}, caller, { timeoutMs: 60_000 }).catch((error: unknown) => error);
    await eventually('the request is in work', () => api.head({}, caller).then(() => true));
    await server.kill9();
    expect(await waiting).toMatchObject({ code: 'unavailable' });
    expect((await health.ready()).checks['bus']).toMatch(/lost/);

    await server.restart();
    await eventually('requests are answered again', () => api.head({}, caller).then(() => true));
    await eventually('it is ready again', async () => (await health.ready()).ok);
    expect((await health.live()).ok).toBe(true);
  }, 60_000);

  it('moves on from a server that is too old to the one of its list that is not', async () => {
    const [old, sound] = [await greeter('2.9.10'), await greeter('2.11.20')];
    cleanUps.push(old.close, sound.close);
    const buses = Array.from({ length: 4 }, () =>
      new Bus({ servers: [old.url, sound.url], service: 'x', refusesUnsound: true }).start(),
    );
    cleanUps.push(() => Promise.all(buses.map((bus) => bus.close())));
    for (const bus of buses) expect((await bus.ready(20_000)).info?.version).toBe('2.11.20');
  }, 30_000);

  it('can be closed while it has never connected', async () => {
    const bus = new Bus({ servers: ['nats://127.0.0.1:1'], service: 'x' }).start();
    await expect(bus.ready(50)).rejects.toMatchObject({ code: 'unavailable' });
    const waiting = bus.ready().catch((error: unknown) => error);
    await bus.close();
    expect(await waiting).toMatchObject({ code: 'unavailable' });
    await expect(bus.ready()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
