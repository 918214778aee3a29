import { randomUUID } from 'node:crypto';
import { type EventOf, eventFilesOf, RolesApi, ServiceError } from '@margay/contracts';
import {
  type Bus,
  type BusClient,
  type Client,
  type ConsumedEvent,
  eventTypes,
  systemCaller,
  Watch,
} from '@margay/messaging';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AssumableRole, AssumableRoles } from './assumable-roles.js';
import { Penalty } from './penalty.js';

export type Environment = 'detection' | 'unit-test';

/** What a role can no longer be assumed after. */
const WITHDRAWS: ReadonlySet<EventOf<'roles'>['$typeName']> = new Set([
  'margay.roles.v1.RoleDegraded',
  'margay.roles.v1.RoleSuspended',
  'margay.roles.v1.RoleRevoked',
] as const);

const STALE_MS = 5_000;
const FAILED = { least: 100, most: 5_000 };
const WITHDRAWN_MAX = 10_000;
const SOON_MS = 100;

/**
 * The active roles, as the registry lists them and its events change them.
 *
 * A role that is taken away is gone here with its event. What may have been missed is asked for, and
 * nothing is handed out before it is known: silence of the registry is no permission.
 */
export class RegisteredRoles implements AssumableRoles, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('registered roles');
  private readonly registry: Client<typeof RolesApi>;
  private readonly watch: Watch;
  private readonly listeners: ((role: AssumableRole) => void)[] = [];
  private readonly penalty = new Penalty(FAILED);
  /** Log positions at which roles were taken away: an answer from before does not bring them back. */
  private readonly withdrawnAt = new Map<string, number>();
  private roles: ReadonlyMap<string, AssumableRole> | undefined;
  private epoch = '';
  private loading: Promise<void> | undefined;
  /** The newest activation heard of: an answer from before it does not know the role. */
  private activatedAt = 0;
  private later: NodeJS.Timeout | undefined;
  private readonly service: string;

  constructor(
    bus: Bus,
    client: BusClient,
    private readonly environment: Environment,
    options: { readonly staleMs?: number } = {},
  ) {
    this.service = bus.service;
    this.registry = client.of(RolesApi);
    this.watch = new Watch(bus, {
      owner: 'roles',
      types: eventTypes(...eventFilesOf('roles')),
      staleMs: options.staleMs ?? STALE_MS,
      onEvent: (event) => this.hear(event),
      onGap: () => this.doubt(),
    });
  }

  onApplicationBootstrap(): void {
    this.watch.onApplicationBootstrap();
  }

  onModuleDestroy(): void {
    clearTimeout(this.later);
    this.watch.onModuleDestroy();
  }

  onWithdrawn(listener: (role: AssumableRole) => void): void {
    this.listeners.push(listener);
  }

  async find(arn: string): Promise<AssumableRole | undefined> {
    return (await this.known()).get(arn);
  }

  async list(): Promise<readonly AssumableRole[]> {
    return [...(await this.known()).values()];
  }

  private async known(): Promise<ReadonlyMap<string, AssumableRole>> {
    if (this.roles && this.watch.isFresh) return this.roles;
    await this.load();
    const { roles } = this;
    if (!roles) throw new ServiceError('unavailable', 'Which roles are active is not known.');
    return roles;
  }

  private hear({ data, position }: ConsumedEvent): void {
    const event = data as EventOf<'roles'>;
    if (WITHDRAWS.has(event.$typeName)) {
      this.remember(event.roleId, position);
      const gone = [...(this.roles?.values() ?? [])].find(({ id }) => id === event.roleId);
      if (gone) this.replace([...(this.roles?.values() ?? [])].filter((role) => role !== gone));
    }
    if (event.$typeName === 'margay.roles.v1.RoleActivated') {
      this.activatedAt = position;
      this.load().catch(() => undefined);
    }
  }

  private remember(roleId: string, position: number): void {
    this.withdrawnAt.delete(roleId);
    this.withdrawnAt.set(roleId, position);
    const [oldest] = this.withdrawnAt.keys();
    if (this.withdrawnAt.size > WITHDRAWN_MAX && oldest) this.withdrawnAt.delete(oldest);
  }

  /** What is kept stays, for comparison: sessions of roles that are listed again go on. */
  private doubt(): void {
    this.load().catch(() => undefined);
  }

  private load(): Promise<void> {
    this.loading ??= this.loadOnce().finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async loadOnce(): Promise<void> {
    if (this.penalty.inForce) throw this.penalty.inForce;
    try {
      const position = await this.ask();
      this.penalty.lift();
      if (position < this.activatedAt) this.loadSoon();
    } catch (error) {
      const failure = ServiceError.from(error);
      this.logger.warn('The registry of roles does not answer.', { error });
      this.penalty.failed(failure);
      throw failure;
    }
  }

  private loadSoon(): void {
    clearTimeout(this.later);
    this.later = setTimeout(() => void this.load().catch(() => undefined), SOON_MS).unref();
  }

  /** @returns the log position that the answer is based on */
  private async ask(): Promise<number> {
    const { environment } = this;
    const caller = systemCaller(this.service, randomUUID());
    const answer = await this.registry.listAssumableRoles({ environment }, caller);
    if (answer.epoch !== this.epoch) {
      this.withdrawnAt.clear();
      this.activatedAt = 0;
    }
    this.epoch = answer.epoch;
    const position = Number(answer.position);
    const listed = answer.roles.filter(({ id }) => (this.withdrawnAt.get(id) ?? 0) <= position);
    this.replace(
      listed.map(({ id, arn, externalId, secrets }) => ({ id, arn, externalId, secrets })),
    );
    return position;
  }

  private replace(next: readonly AssumableRole[]): void {
    const ids = new Set(next.map(({ id }) => id));
    const gone = [...(this.roles?.values() ?? [])].filter(({ id }) => !ids.has(id));
    this.roles = new Map(next.map((role) => [role.arn, role]));
    for (const role of gone) for (const tell of this.listeners) tell(role);
  }
}
