import { openCursor, sealCursor, ServiceError } from '@margay/contracts';
import { InjectProjector, PostgresEventStore, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Environment, ENVIRONMENTS, type Principals } from './registration.js';
import type { RoleEvent } from './role.decider.js';
import { RoleListProjection } from './role-list.projection.js';
import { type RoleFilter, RoleListQuery } from './role-list.query.js';
import type { RoleRow } from './role.row.js';

const LIMIT = { default: 50, max: 100 } as const;
const After = z.number().int().nonnegative();
const Filter = z.object({
  status: z
    .enum(['proposed', 'verifying', 'active', 'degraded', 'suspended', 'revoked'])
    .optional(),
  environment: z.enum(['detection', 'unit-test']).optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'An account id has 12 digits.')
    .optional(),
});

/** What seals the cursors of the list. */
export class CursorSecret {
  constructor(readonly value: string) {}
}

/** Who may be trusted, as this process is configured. */
export class TrustedPrincipals {
  constructor(readonly value: Principals) {}

  of(environment: Environment): string | undefined {
    return environment === 'detection' ? this.value.engine : this.value.unitTest;
  }
}

/** Answers about roles, never older than what was acknowledged before the question. */
@Injectable()
export class RoleReader {
  constructor(
    @InjectProjector(RoleListProjection) private readonly projector: Projector<RoleEvent>,
    private readonly store: PostgresEventStore<RoleEvent>,
    private readonly list: RoleListQuery,
    private readonly principals: TrustedPrincipals,
    private readonly cursors: CursorSecret,
  ) {}

  /** @throws ServiceError `unavailable` while what is read is behind what was acknowledged */
  upToDate(): Promise<void> {
    return this.projector.fresh();
  }

  async one(id: string): Promise<RoleRow> {
    await this.projector.fresh();
    const row = z.uuid().safeParse(id).success ? await this.list.one(id) : null;
    if (!row) throw new ServiceError('not_found', 'There is no such role.');
    return row;
  }

  async withSteps(id: string) {
    const role = await this.one(id);
    return { role, steps: await this.list.steps(role.id) };
  }

  async page(filter: Readonly<Record<keyof RoleFilter, string>>, limit: number, cursor: string) {
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
    const checked = Filter.safeParse(given);
    if (!checked.success)
      throw new ServiceError('bad_request', 'The list cannot be filtered like this.', {
        fields: checked.error.issues.map(({ path, message }) => ({
          path: path.join('.'),
          message,
        })),
      });
    // The filter is part of the list's name: a cursor goes on with the list it came from.
    const { status, environment, account } = filter;
    const list = JSON.stringify(['roles', status, environment, account]);
    const after = cursor === '' ? 0 : After.parse(openCursor(this.cursors.value, list, cursor));
    const size = limit === 0 ? LIMIT.default : Math.min(limit, LIMIT.max);
    await this.projector.fresh();
    const { roles, next } = await this.list.page(given, after, size);
    return { roles, next: next === undefined ? '' : sealCursor(this.cursors.value, list, next) };
  }

  /** The active roles that trust whoever runs in an environment. */
  async assumable(environment: string) {
    const known = ENVIRONMENTS.find((each) => each === environment);
    if (!known)
      throw new ServiceError('bad_request', 'There is no such environment.', {
        fields: [{ path: 'environment', message: `Must be one of ${ENVIRONMENTS.join(', ')}.` }],
      });
    // Taken before the look-up: whatever happens after it is news that the caller hears of.
    const { epoch, position } = await this.store.head();
    await this.projector.fresh();
    const principal = this.principals.of(known);
    const roles = principal ? await this.list.assumableBy(principal) : [];
    return { roles, epoch, position };
  }

  async tenure(identity: string) {
    await this.projector.fresh();
    return this.list.tenure(identity);
  }
}
