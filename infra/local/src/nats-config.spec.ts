import { describe, expect, it } from '@jest/globals';
import { natsConfig } from './nats-config.js';

describe('the configuration of nats-server', () => {
  it('listens on the loopback only, with JetStream in its store', () => {
    expect(natsConfig({ port: 4222, storeDirectory: '/a "b"' })).toBe(
      'listen: "127.0.0.1:4222"\njetstream { store_dir: "/a \\"b\\"" }\n',
    );
  });

  it('has one login per service, in one account', () => {
    const text = natsConfig({
      port: 4222,
      storeDirectory: '/s',
      include: 'server.conf',
      users: [
        { name: 'tokens', nkey: 'UAAA' },
        { name: 'audit', nkey: 'UBBB', permissions: { publish: ['a.>'], subscribe: ['b.*'] } },
      ],
    });
    expect(text).toContain('include "server.conf"');
    expect(text).toContain('{ nkey: UAAA }');
    expect(text).toContain('{ nkey: UBBB, permissions: {"publish":["a.>"],"subscribe":["b.*"]} }');
  });

  it('of one of several shows the others what only they have, by TLS where clients need it', () => {
    const member = { name: 'nats-1', port: 6222, others: [6223, 6224], password: 'shared' };
    const config = { port: 4222, storeDirectory: '/s', cluster: member };
    const text = natsConfig(config);
    expect(text).toContain('server_name: "nats-1"');
    expect(text).toContain('listen: "127.0.0.1:6222"');
    expect(text).toContain('authorization { user: route, password: "shared" }');
    for (const port of [6223, 6224])
      expect(text).toContain(`"nats-route://route:shared@127.0.0.1:${port}"`);
    expect(text).not.toContain('tls');
    const tls = { certificate: '/c.pem', key: '/k.pem' };
    expect(natsConfig({ ...config, tls })).toContain(
      '  tls { cert_file: "/c.pem", key_file: "/k.pem", verify: true }',
    );
  });
});
