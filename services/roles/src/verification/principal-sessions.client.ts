import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { asking, assumeRole, AwsClients, type Session, SessionCache } from '@margay/aws';
import { Injectable } from '@nestjs/common';
import { parseRoleArn } from '../role-arn.js';
import { OWNER } from './session-owner.js';

/** What is left of a role in the ARN of a session: account and name, no path. */
const shortOf = (arn: string): string => {
  const [, , , , account, resource = ''] = arn.split(':');
  const [kind, ...names] = resource.split('/');
  return `${account}/${kind === 'assumed-role' ? names[0] : names.at(-1)}`;
};

/** Speaks to STS as one of the principals that roles trust: as itself, or through a session of it. */
@Injectable()
export class PrincipalSessions {
  private readonly sessions: SessionCache;
  private readonly speaking = new WeakMap<Session, STSClient>();
  private own: Promise<string> | undefined;

  constructor(private readonly clients: AwsClients) {
    this.sessions = new SessionCache((arn, signal) =>
      assumeRole(clients.sts, { arn, owner: OWNER, signal }),
    );
  }

  /** @throws AwsFailure or ServiceError when we cannot speak as this principal */
  async as(principal: string): Promise<STSClient> {
    if (shortOf(principal) === (await this.self())) return this.clients.sts;
    const parsed = parseRoleArn(principal);
    const session = await this.sessions.get('problem' in parsed ? principal : parsed.text);
    const client = this.speaking.get(session) ?? this.clients.stsAs(session.keys);
    this.speaking.set(session, client);
    return client;
  }

  /** Who this process is: asked once. */
  private self(): Promise<string> {
    this.own ??= this.ask().catch((error: unknown) => {
      this.own = undefined;
      throw error;
    });
    return this.own;
  }

  private async ask(): Promise<string> {
    const { Arn = '' } = await asking(() =>
      this.clients.sts.send(new GetCallerIdentityCommand({})),
    );
    return shortOf(Arn);
  }
}
