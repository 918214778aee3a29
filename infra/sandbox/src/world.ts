import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AccountStates } from './account/account-states.js';
import { ChangeSets } from './cloudformation/change-sets.js';
import { Drift } from './cloudformation/drift.js';
import { StackEngine } from './cloudformation/stack-engine.js';
import { objectArnOf } from './cloudformation/template-url.js';
import { Builds } from './codebuild/builds.js';
import { Faults } from './faults.js';
import { Providers } from './providers/providers.js';

/** A role of some account, with the documents that are attached to it. */
export interface SandboxRole {
  readonly arn: string;
  readonly trustPolicy: string;
  readonly permissionPolicies: readonly string[];
  readonly managedPolicies: readonly { readonly arn: string; readonly document: string }[];
  readonly maxSessionSeconds: number;
}

export interface SecretVersion {
  readonly id: string;
  readonly value: { readonly text: string } | { readonly binary: string };
  readonly createdAt: Date;
}

export interface SandboxSecret {
  readonly arn: string;
  readonly name: string;
  readonly kmsKey: string | undefined;
  readonly versions: Map<string, SecretVersion>;
  /** Which version each label sits on. */
  readonly stages: Map<string, string>;
  readonly createdAt: Date;
  changedAt: Date;
  deletedAt: Date | undefined;
}

/** An object of S3, whole. */
export interface SandboxObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly kmsKey: string | undefined;
}

/** Credentials that were handed out, and what they are good for. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly roleArn: string;
  readonly name: string;
  readonly sourceIdentity: string | undefined;
  /** Narrows what the role may do. */
  readonly policy: string | undefined;
  readonly expiresAt: Date;
}

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

interface Published {
  readonly role: SandboxRole;
  readonly since: number;
}

/** Everything that this AWS and the providers know. In memory: it begins empty. */
export class World {
  readonly providers = new Providers();
  readonly faults = new Faults();
  readonly secrets = new Map<string, SandboxSecret>();
  /** By ARN. */
  readonly objects = new Map<string, SandboxObject>();
  readonly keys = new Map<string, KeyState>();
  readonly sessions = new Map<string, Session>();
  /** Long-lived keys, and the role each of them speaks for: a program that AWS itself gave a role. */
  readonly accessKeys = new Map<string, string>();
  /** By account: the service control policies of each level, from the root down to the account itself. */
  readonly organizations = new Map<string, readonly (readonly string[])[]>();
  /** By account of an organisation, the account that manages it. */
  readonly managements = new Map<string, string>();
  readonly accountStates = new AccountStates();
  readonly calls = new Map<string, number>();
  readonly stacks = new StackEngine((url) =>
    this.objects.get(objectArnOf(url) ?? '')?.body.toString(),
  );
  readonly changeSets = new ChangeSets(this.stacks);
  readonly drift = new Drift(this.stacks);
  readonly builds = new Builds((place, name, now) =>
    this.stacks.makes(place, 'AWS::CodeBuild::Project', name, now),
  );
  private readonly published = new Map<string, readonly Published[]>();
  /** How long a change of a role takes to be heard of, in milliseconds. */
  propagationMs = 0;
  /** How far this AWS's clock is from the machine's, in milliseconds. */
  clockOffsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.clockOffsetMs);
  }

  putRole(role: SandboxRole): void {
    const before = (this.published.get(role.arn) ?? []).slice(-1);
    this.published.set(role.arn, [...before, { role, since: Date.now() }]);
  }

  removeRole(arn: string): void {
    this.published.delete(arn);
  }

  /** The role as it is known by now: a change takes its time. */
  role(arn: string): SandboxRole | undefined {
    const heard = (this.published.get(arn) ?? []).filter(
      ({ since }) => Date.now() - since >= this.propagationMs,
    );
    return heard.at(-1)?.role;
  }

  /** All of them, as they are known by now. */
  roles(): readonly SandboxRole[] {
    return [...this.published.keys()].flatMap((arn) => this.role(arn) ?? []);
  }

  openSession(session: Omit<Session, 'accessKeyId' | 'secretAccessKey' | 'token'>): Session {
    const opened = {
      ...session,
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      token: randomBytes(96).toString('base64'),
    };
    this.sessions.set(opened.accessKeyId, opened);
    return opened;
  }

  putSecret(secret: {
    readonly arn: string;
    readonly name: string;
    readonly kmsKey?: string | undefined;
    readonly value: SecretVersion['value'];
  }): string {
    const { arn, name, kmsKey, value } = secret;
    const at = this.now();
    this.secrets.set(arn, {
      arn,
      name,
      kmsKey,
      versions: new Map(),
      stages: new Map(),
      createdAt: at,
      changedAt: at,
      deletedAt: undefined,
    });
    if (kmsKey && !this.keys.has(kmsKey)) this.keys.set(kmsKey, 'Enabled');
    return this.putVersion(arn, value, 'AWSCURRENT');
  }

  putObject(arn: string, body: Buffer, kmsKey?: string): void {
    // As S3 makes it of an object that was put in one piece.
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    this.objects.set(arn, { body, etag, kmsKey });
    if (kmsKey && !this.keys.has(kmsKey)) this.keys.set(kmsKey, 'Enabled');
  }

  /** A new version under a label. The current one that gives way becomes the previous one. */
  putVersion(arn: string, value: SecretVersion['value'], stage: string): string {
    const secret = this.secrets.get(arn);
    if (!secret) throw new RangeError('There is no such secret.');
    const id = randomUUID();
    secret.versions.set(id, { id, value, createdAt: this.now() });
    this.moveStage(secret, stage, id);
    return id;
  }

  moveStage(secret: SandboxSecret, stage: string, versionId: string): void {
    const before = secret.stages.get(stage);
    if (before === versionId) return;
    secret.stages.set(stage, versionId);
    if (stage === 'AWSCURRENT') {
      if (before) secret.stages.set('AWSPREVIOUS', before);
      if (secret.stages.get('AWSPENDING') === versionId) secret.stages.delete('AWSPENDING');
    }
    secret.changedAt = this.now();
  }

  reset(): void {
    for (const part of [
      this.secrets,
      this.objects,
      this.keys,
      this.sessions,
      this.accessKeys,
      this.organizations,
      this.managements,
      this.accountStates,
      this.published,
    ])
      part.clear();
    this.calls.clear();
    this.faults.clear();
    this.providers.reset();
    for (const part of [this.stacks, this.changeSets, this.drift, this.builds]) part.clear();
    this.propagationMs = 0;
    this.clockOffsetMs = 0;
  }
}
