import type { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { asking, assumeRole, AwsClients, AwsFailure, type Keys, SecretReader } from '@margay/aws';
import type { Secret } from '@margay/config';
import { Injectable } from '@nestjs/common';
import { parseObjectArn } from '../secret-arn.js';
import { PrincipalSessions } from './principal-sessions.client.js';
import { OWNER } from './session-owner.js';
import type { Answer } from './verification-step.js';

/** The shortest that AWS opens: a verification takes seconds. */
const SESSION_SECONDS = 900;

export interface Entry {
  readonly answer: Answer;
  /** When it was given. */
  readonly keys?: Secret<Keys>;
}

export interface Way {
  readonly externalId?: string;
  readonly policy?: string;
}

const answerOf = (error: unknown): Answer => AwsFailure.from(error).kind;

/** The questions that a verification puts to AWS. None of them keeps a value, and none throws. */
@Injectable()
export class RoleProbe {
  constructor(
    private readonly clients: AwsClients,
    private readonly principals: PrincipalSessions,
  ) {}

  /** Opens a session of a role as one of those it must trust. */
  async assume(principal: string, arn: string, way: Way, signal: AbortSignal): Promise<Entry> {
    let sts;
    try {
      sts = await this.principals.as(principal);
    } catch {
      return { answer: 'credentials' };
    }
    try {
      const owner = OWNER;
      const seconds = SESSION_SECONDS;
      const { keys } = await assumeRole(sts, { arn, ...way, owner, seconds, signal });
      return { answer: 'given', keys };
    } catch (error) {
      return { answer: answerOf(error) };
    }
  }

  /** @returns the ARN of the session, or why it is not known */
  async identity(
    keys: Secret<Keys>,
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly arn: string }> {
    const sts = this.clients.stsAs(keys);
    try {
      const { Arn = '' } = await asking(() =>
        sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal }),
      );
      return { answer: 'given', arn: Arn };
    } catch (error) {
      return { answer: answerOf(error), arn: '' };
    }
  }

  /** Looks at a secret without its value. */
  describe(keys: Secret<Keys>, secretArn: string, signal: AbortSignal): Promise<Answer> {
    return this.about(keys, secretArn, async (client) => {
      const { current } = await new SecretReader(client, secretArn, signal).labels();
      return current === undefined ? 'missing' : 'given';
    });
  }

  /** Whether a value can be read. It is gone when this returns. */
  read(keys: Secret<Keys>, secretArn: string, signal: AbortSignal): Promise<Answer> {
    return this.about(keys, secretArn, async (client) => {
      await asking(() =>
        client.send(new GetSecretValueCommand({ SecretId: secretArn }), { abortSignal: signal }),
      );
      return 'given';
    });
  }

  /** Whether an object can be read. Not a byte of it is. */
  async readObject(keys: Secret<Keys>, arn: string, signal: AbortSignal): Promise<Answer> {
    const parsed = parseObjectArn(arn);
    if ('problem' in parsed) return 'invalid';
    const { bucket: Bucket, key: Key } = parsed;
    try {
      const { Body } = await asking(() =>
        this.clients
          .objectsAs(keys)
          .send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal }),
      );
      (Body as Readable).on('error', () => undefined).destroy();
      return 'given';
    } catch (error) {
      return answerOf(error);
    }
  }

  private async about(
    keys: Secret<Keys>,
    secretArn: string,
    ask: (client: ReturnType<AwsClients['secretsAs']>) => Promise<Answer>,
  ): Promise<Answer> {
    const client = this.clients.secretsAs(keys, secretArn.split(':')[3]);
    try {
      return await ask(client);
    } catch (error) {
      return answerOf(error);
    }
  }
}
