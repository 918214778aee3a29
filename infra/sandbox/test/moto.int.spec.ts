import { describe, it } from '@jest/globals';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsContract, type Backend } from './aws.contract.js';
import { policy } from './sandbox-backend.js';
import { stacksContract } from './stacks.contract.js';

const endpoint = process.env['MOTO_ENDPOINT'];

function motoBackend(): Backend {
  const client = {
    endpoint: endpoint ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const iam = new IAMClient(client);
  const secrets = new SecretsManagerClient(client);
  return {
    client,
    role: async (RoleName) => {
      const AssumeRolePolicyDocument = policy({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      });
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
      );
      return Role?.Arn ?? '';
    },
    secret: async (Name, value) => {
      const { ARN } = await secrets.send(
        new CreateSecretCommand({
          Name,
          ...('text' in value ? { SecretString: value.text } : { SecretBinary: value.binary }),
        }),
      );
      return ARN ?? '';
    },
    rotate: async (SecretId, SecretString) => {
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
    remove: async (SecretId) => {
      await secrets.send(new DeleteSecretCommand({ SecretId }));
    },
  };
}

if (endpoint) {
  awsContract('moto', motoBackend);
  stacksContract('moto', () => motoBackend().client);
} else
  describe('moto, as any AWS,', () => {
    it.skip('is asked where MOTO_ENDPOINT says it is', () => undefined);
  });
