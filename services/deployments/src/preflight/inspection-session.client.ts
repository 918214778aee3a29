import {
  asking,
  assumeRole,
  type AwsClients,
  AwsFailure,
  type ClientConfiguration,
  type Keys,
  type SessionOwner,
} from '@margay/aws';
import type { Secret } from '@margay/config';
import type { AccountRow } from '../accounts/account.row.js';
import { type Listed, Unseen } from './look.js';

/** The shortest that AWS opens: a preflight takes seconds. */
const SESSION_SECONDS = 900;
/** Organizations is one for the world, and answers there. */
const ORGANIZATIONS_REGION = 'us-east-1';
/** Seen in the customer's CloudTrail as `margay-deployments-preflight`. */
const OWNER: SessionOwner = { service: 'deployments', purpose: 'preflight' };

const SAID: Readonly<Partial<Record<AwsFailure['kind'], string>>> = {
  denied: 'AWS does not allow us to look',
  throttled: 'AWS asks for patience',
  unavailable: 'AWS did not answer',
  expired: 'Our session has expired',
  credentials: 'AWS does not accept our own credentials',
  region_disabled: 'The region is not enabled in the account',
  cancelled: 'It took too long',
};

/** Whatever goes on at AWS, in a sentence, without a word of its answer. */
export function unseen(what: string, error: unknown): Unseen {
  if (error instanceof Unseen) return error;
  const failure = AwsFailure.from(error);
  const said = SAID[failure.kind] ?? 'AWS does not take the request';
  return new Unseen(`${said}: ${what} (${failure.code}).`, { cause: failure });
}

/** Clients that speak as one role. It is assumed when the first of them is needed, and once: who refuses does so again. */
class AssumedRole {
  private keys: Promise<Secret<Keys>> | undefined;

  constructor(
    private readonly clients: AwsClients,
    private readonly arn: string,
    private readonly externalId: string,
  ) {}

  async client<Client>(
    Service: new (configuration: ClientConfiguration) => Client,
    region: string,
  ): Promise<Client> {
    this.keys ??= this.open();
    return this.clients.as(Service, await this.keys, region);
  }

  private async open(): Promise<Secret<Keys>> {
    const { arn, externalId } = this;
    try {
      const way = { arn, externalId, seconds: SESSION_SECONDS, owner: OWNER };
      return (await assumeRole(this.clients.sts, way)).keys;
    } catch (error) {
      throw unseen(`sts:AssumeRole of ${arn}`, error);
    }
  }
}

type Inspected = Pick<AccountRow, 'account' | 'region' | 'facts' | 'externalId'>;

/** The roles through which one account is looked into, for as long as one preflight. */
export class InspectionRoles {
  readonly own: AssumedRole | undefined;
  readonly organization: AssumedRole | undefined;

  constructor(
    clients: AwsClients,
    readonly of: Inspected,
  ) {
    const { facts, externalId } = of;
    const role = (arn: string | undefined) =>
      arn && externalId ? new AssumedRole(clients, arn, externalId) : undefined;
    this.own = role(facts.inspectionRole);
    this.organization = role(facts.organizationRole);
  }
}

/** A look into one account, until its signal. */
export class InspectionSession {
  readonly account: string;
  readonly region: string;

  constructor(
    private readonly roles: InspectionRoles,
    private readonly signal: AbortSignal,
  ) {
    this.account = roles.of.account;
    this.region = roles.of.region;
  }

  get reachesOrganization(): boolean {
    return this.roles.organization !== undefined;
  }

  /** @throws Unseen */
  async client<Client>(
    Service: new (configuration: ClientConfiguration) => Client,
  ): Promise<Client> {
    const { own } = this.roles;
    if (!own)
      throw new Unseen(
        'The account names no inspection role. GET /accounts/{id}/inspection has what makes one.',
      );
    return own.client(Service, this.region);
  }

  /** As the role in the management account. @throws Unseen */
  async organizationClient<Client>(
    Service: new (configuration: ClientConfiguration) => Client,
  ): Promise<Client> {
    const { organization } = this.roles;
    if (!organization)
      throw new Unseen('No role was named that may read the policies of the organisation.');
    return organization.client(Service, ORGANIZATIONS_REGION);
  }

  /**
   * @param what the action as IAM names it, for whoever has to allow it
   * @throws Unseen
   */
  async ask<Answer>(
    what: string,
    call: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await asking(() => call({ abortSignal: this.signal }));
    } catch (error) {
      throw unseen(what, error);
    }
  }

  /** Reads pages until there are no more, or more than `max`. @throws Unseen */
  async list<Page, Item>(
    what: string,
    pages: (options: { readonly abortSignal: AbortSignal }) => AsyncIterable<Page>,
    itemsOf: (page: Page) => readonly Item[] | undefined,
    max: number,
  ): Promise<Listed<Item>> {
    const items: Item[] = [];
    try {
      for await (const page of pages({ abortSignal: this.signal })) {
        items.push(...(itemsOf(page) ?? []));
        if (items.length > max) return { items: items.slice(0, max), whole: false };
      }
    } catch (error) {
      throw unseen(what, error);
    }
    return { items, whole: true };
  }
}
