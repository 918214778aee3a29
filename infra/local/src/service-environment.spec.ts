import { describe, expect, it } from '@jest/globals';
import { fingerprintOf } from '@margay/contracts';
import type { Installation } from './installation.js';
import { completeSecrets } from './secrets.js';
import { serviceEnvironment } from './service-environment.js';
import { loginOf, SERVICES } from './services.js';

const names = SERVICES.map(({ name }) => name);
const secrets = completeSecrets({}, names.map(loginOf), names);
const installation = {
  secrets,
  databaseUrlOf: (login: string) => `postgres://${login}@h/margay`,
  natsUrl: 'nats://127.0.0.1:4222',
  ownNats: [{ name: 'nats', port: 4222 }],
  ownSandboxPort: 4566,
  gatewayPort: () => 8080,
  healthPort: () => 9090,
} as unknown as Installation;

const environmentOf = (name: string, env: NodeJS.ProcessEnv = {}, of = installation) => {
  const service = SERVICES.find((each) => each.name === name);
  if (service === undefined) throw new Error(name);
  return serviceEnvironment(service, of, env);
};

describe('the environment of a service', () => {
  it.each(names)('%s never holds the administrator token', (name) => {
    const env = environmentOf(name, { PATH: '/bin' });
    expect(JSON.stringify(env)).not.toContain(secrets.administratorToken);
  });

  it('lets tokens recognise the administrator token', () => {
    expect(environmentOf('tokens')['BOOTSTRAP_TOKEN_FINGERPRINT']).toBe(
      fingerprintOf(secrets.administratorToken).toString('hex'),
    );
  });

  it('holds what this service needs and nothing of the others', () => {
    expect(environmentOf('gateway')).toEqual({
      HOST: '127.0.0.1',
      PORT: '8080',
      NATS_URL: 'nats://127.0.0.1:4222',
      NATS_NKEY_SEED: secrets.bus['gateway'],
      NATS_STREAM_REPLICAS: '1',
      TOKEN_VALUE_SECRET: secrets.tokenValueSecret,
      HEALTH_HOST: '127.0.0.1',
      HEALTH_PORT: '9090',
    });
    expect(environmentOf('audit')['DATABASE_URL']).toBe('postgres://margay_audit@h/margay');
    for (const name of ['TOKEN_PEPPERS', 'TOKEN_VALUE_SECRET'])
      expect(environmentOf('audit')).not.toHaveProperty(name);
  });

  it('passes on what the caller has set, but no administrator login', () => {
    const given = {
      LOG_LEVEL: 'debug',
      DATABASE_URL: 'postgres://root@h',
      PGPASSWORD: 'x',
      npm_command: 'start',
    };
    const env = environmentOf('gateway', given);
    expect(env['LOG_LEVEL']).toBe('debug');
    for (const name of ['DATABASE_URL', 'PGPASSWORD', 'npm_command']) {
      expect(env).not.toHaveProperty(name);
    }
  });

  it('holds the settings of this machine, unless the caller has others', () => {
    const name = 'ENGINE_ROLE_ARN';
    expect(environmentOf('roles')[name]).toMatch(/^arn:aws:iam::/);
    expect(environmentOf('roles', { [name]: 'arn:aws:iam::1:role/x' })[name]).toBe(
      'arn:aws:iam::1:role/x',
    );
  });

  it("keeps the caller's login on the caller's bus", () => {
    const external = { ...installation, ownNats: [] };
    const env = environmentOf('tokens', { NATS_NKEY_SEED: 'SUAMINE' }, external);
    expect(env['NATS_NKEY_SEED']).toBe('SUAMINE');
  });

  it('is of the sandbox for whoever speaks to AWS, whatever keys the caller has', () => {
    const mine = { AWS_ACCESS_KEY_ID: 'AKIAMINE', AWS_SECRET_ACCESS_KEY: 'mine' };
    const env = environmentOf('roles', mine);
    expect(env['AWS_ENDPOINT_URL']).toBe('http://127.0.0.1:4566');
    expect(JSON.stringify(env)).not.toMatch(/AKIAMINE|"mine"/);
    expect(environmentOf('audit')['AWS_ENDPOINT_URL']).toBeUndefined();
  });

  it("is of the caller's AWS where that is named", () => {
    const theirs = { AWS_ENDPOINT_URL: 'http://moto:5000', AWS_ACCESS_KEY_ID: 'test' };
    const of = { ...installation, ownSandboxPort: undefined };
    expect(environmentOf('roles', theirs, of)).toMatchObject(theirs);
  });
});
