import { randomUUID } from 'node:crypto';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { checked } from '../checked.js';
import { Reason } from '../reason.js';
import type { Freeze, FreezeCommand, FreezeEvent, Freezes } from './freeze.decider.js';

export const FREEZES = Symbol('freezes');
export const FREEZE_CATEGORY = 'freeze';
/** They hold for all accounts, so all are one stream. */
const ALL = 'all';

const Declared = z.object({ from: z.date(), until: z.date(), reason: Reason });

/** Times in which no rollout begins anything. */
@Injectable()
export class FreezesService {
  constructor(
    @Inject(FREEZES)
    private readonly freezes: CommandHandler<FreezeCommand, Freezes, FreezeEvent>,
  ) {}

  now(): Promise<Freezes> {
    return this.freezes.state(ALL);
  }

  /** Those that are not over, in the order in which they begin. */
  async list(): Promise<readonly Freeze[]> {
    const now = new Date().toISOString();
    const { all } = await this.now();
    return all
      .filter(({ until }) => until > now)
      .toSorted((one, other) => one.from.localeCompare(other.from));
  }

  async declare(given: z.input<typeof Declared>, cause: Cause): Promise<Freeze> {
    const { from, until, reason } = checked(Declared, given, 'It cannot be declared like this.');
    const freeze = {
      freezeId: randomUUID(),
      from: from.toISOString(),
      until: until.toISOString(),
      reason,
    };
    const command = { type: 'DeclareFreeze', ...freeze, at: new Date().toISOString() } as const;
    await this.freezes.execute(ALL, command, cause);
    return freeze;
  }

  async lift(freezeId: string, given: string, cause: Cause): Promise<void> {
    const command = { type: 'LiftFreeze', freezeId, reason: checked(Reason, given) } as const;
    await this.freezes.execute(ALL, command, cause);
  }
}
