import { describe, expect, it } from '@jest/globals';
import { roleNamed, secretNamed } from './secret-name.js';

const role = (account: string, name: string, ...secrets: string[]) => ({
  id: name,
  arn: `arn:aws:iam::${account}:role/team/${name}`,
  externalId: 'x',
  secrets: secrets.map((each) => `arn:aws:secretsmanager:us-east-1:${account}:secret:${each}`),
});

describe('names of secrets and roles', () => {
  const reader = role('444455556666', 'reader', 'panther-secrets/virus-total-AbCdEf', 'vt-AbCdEf');
  const second = role('444455556666', 'second', 'panther-secrets/virus-total-AbCdEf');
  const abroad = role('777788889999', 'reader', 'vt-AbCdEf');

  it('find a secret by its name, and the first role that is for it', () => {
    expect(secretNamed([reader, second], 'panther-secrets/virus-total')).toEqual({
      roleArn: reader.arn,
      secretArn: reader.secrets[0],
    });
  });

  it('find a secret by its ARN', () => {
    const secretArn = abroad.secrets[0] ?? '';
    expect(secretNamed([reader, abroad], secretArn)).toEqual({ roleArn: abroad.arn, secretArn });
  });

  it('say when they are of several', () => {
    expect(() => secretNamed([reader, abroad], 'vt')).toThrow('Several have this name.');
    expect(() => roleNamed([reader, abroad], 'reader')).toThrow('Several have this name.');
  });

  it.each(['', 'v', 'vt-AbCdEf-', 'panther-secrets'])('are of nobody: "%s"', (name) => {
    expect(() => secretNamed([reader], name)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
    expect(() => roleNamed([reader], name)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('find a role by its name and by its ARN', () => {
    expect(roleNamed([reader, second], 'second')).toBe(second);
    expect(roleNamed([reader, abroad], abroad.arn)).toBe(abroad);
  });
});
