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
});
