import { ALL_PERMISSIONS, PERMISSIONS } from '@margay/contracts';
import { Injectable } from '@nestjs/common';
import { TokenReader } from '../list/token-reader.service.js';
import { USE_KEPT_DAYS } from './token-use.js';
import { TokenUseQuery } from './token-use.query.js';

const DAY_MS = 86_400_000;

/** What a token may do, one by one. */
const heldBy = (permissions: readonly string[]): readonly string[] =>
  permissions.includes(ALL_PERMISSIONS) ? PERMISSIONS.map(({ id }) => id) : permissions;

/** Says what a token was used for, and what it could do without. */
@Injectable()
export class Usage {
  constructor(
    private readonly reader: TokenReader,
    private readonly uses: TokenUseQuery,
  ) {}

  /** @throws ServiceError `not_found` */
  async of(id: string) {
    const { permissions } = await this.reader.one(id);
    const since = new Date(Date.now() - USE_KEPT_DAYS * DAY_MS);
    const used = await this.uses.permissionsUsed(id, since);
    return {
      since,
      calls: await this.uses.calls(id),
      unusedPermissions: heldBy(permissions).filter((permission) => !used.has(permission)),
    };
  }
}
