import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AssumableRole, AwsClients, RoleSessions, StoredSecrets } from '@margay/aws';
import { startTestSandbox, type TestSandbox } from '@margay/testing';
import { Secret } from '@margay/config';
import { alertContext } from '../src/examples/virus-total.js';
import { detectionKit, type DetectionKit, type KitServices } from '../src/index.js';

const ENGINE = 'arn:aws:iam::111122223333:role/engine';
const UNIT_TEST = 'arn:aws:iam::111122223333:role/unit-test';
const ROLE = 'arn:aws:iam::444455556666:role/virus-total';
const SECRET =
  'arn:aws:secretsmanager:us-east-1:444455556666:secret:panther-secrets/virus-total-AbCdEf';
const STATS = { harmless: 61, malicious: 7 };

/** The example asks no other service. */
const NOBODY = {} as KitServices;

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const event = (address: unknown) => ({
  udm: (field: string) => (field === 'source_ip' ? address : undefined),
});

describe('the example that asks VirusTotal about an address', () => {
  let aws: TestSandbox;
  let virusTotal: Server;
  let url: string;
  let accepted: string;
  let asked: string[];

  beforeAll(async () => {
    aws = await startTestSandbox();
    await aws.order('accessKey', { accessKeyId: 'ENGINE', roleArn: ENGINE });
    await aws.order('accessKey', { accessKeyId: 'UNITTEST', roleArn: UNIT_TEST });
    virusTotal = createServer((request, response) => {
      asked.push(request.url ?? '');
      const known = request.headers['x-apikey'] === accepted;
      response.writeHead(known ? 200 : 401);
      response.end(JSON.stringify({ data: { attributes: { last_analysis_stats: STATS } } }));
    });
    await new Promise<void>((resolve) => virusTotal.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(virusTotal.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    virusTotal.close();
    virusTotal.closeAllConnections();
    await aws.close();
  });

  const keep = (apiKey: string) =>
    aws.order('secret', {
      arn: SECRET,
      name: 'panther-secrets/virus-total',
      value: { text: JSON.stringify({ api_key: apiKey }) },
    });
  const trusting = (principal: string) =>
    aws.order('role', {
      arn: ROLE,
      trustPolicy: policy(
        {
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'margay-x' } },
        },
        { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:SetSourceIdentity' },
      ),
      permissionPolicies: [
        policy({
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          Resource: SECRET,
        }),
      ],
    });

  beforeEach(async () => {
    accepted = 'key-1';
    asked = [];
    await keep('key-1');
    await trusting(ENGINE);
  });

  const kitOf = (accessKeyId: string): DetectionKit => {
    const roles: readonly AssumableRole[] = [
      { id: 'r', arn: ROLE, externalId: 'margay-x', secrets: [SECRET] },
    ];
    const listed = {
      list: () => Promise.resolve(roles),
      find: (arn: string) => Promise.resolve(roles.find((role) => role.arn === arn)),
      onWithdrawn: () => undefined,
    };
    const clients = new AwsClients({
      endpoint: aws.url,
      region: 'us-east-1',
      timeoutMs: 5_000,
      keys: new Secret({ accessKeyId, secretAccessKey: 'any' }),
    });
    const sessions = new RoleSessions(clients, listed, { service: 'detection', purpose: 'spec' });
    return detectionKit(sessions, new StoredSecrets(sessions, clients), NOBODY);
  };

  it('puts what VirusTotal says into the alert', async () => {
    expect(await alertContext(event('8.8.8.8'), kitOf('ENGINE'), url)).toEqual({
      lastAnalysisStats: STATS,
    });
    expect(asked).toEqual(['/api/v3/ip_addresses/8.8.8.8']);
  });

  it('goes on when the key is rotated', async () => {
    const kit = kitOf('ENGINE');
    await alertContext(event('8.8.8.8'), kit, url);
    accepted = 'key-2';
    await aws.order('version', { arn: SECRET, value: { text: '{"api_key":"key-2"}' } });
    expect(await alertContext(event('8.8.4.4'), kit, url)).toEqual({ lastAnalysisStats: STATS });
  });

  it('asks nobody about an event without an address', async () => {
    expect(await alertContext(event(undefined), kitOf('ENGINE'), url)).toEqual({});
    expect(asked).toEqual([]);
  });

  it('leaves an alert with less in it when there is no answer, and no secret', async () => {
    accepted = 'another';
    const context = await alertContext(event('8.8.8.8'), kitOf('ENGINE'), url);
    expect(context).toEqual({ virusTotal: 'The third party does not accept the secret.' });
    expect(inspect(context)).not.toContain('key-1');
  });

  it('is tested as the unit-test role, which reads what trusts it and nothing else', async () => {
    const refused = await alertContext(event('8.8.8.8'), kitOf('UNITTEST'), url);
    expect(refused).toEqual({ virusTotal: 'AWS does not allow it.' });
    await trusting(UNIT_TEST);
    const context = await alertContext(event('8.8.8.8'), kitOf('UNITTEST'), url);
    expect(context).toEqual({ lastAnalysisStats: STATS });
  });

  it('has keys for other clients of AWS, and the secret itself, both wrapped', async () => {
    const kit = kitOf('ENGINE');
    const keys = await kit.getAwsCredentials('virus-total');
    expect(keys.reveal().sessionToken).toBeDefined();
    const secret = await kit.getStoredSecret('panther-secrets/virus-total', { key: 'api_key' });
    expect(secret.reveal()).toBe('key-1');
    expect(inspect([keys, secret])).toBe('[ [secret], [secret] ]');
  });
});
