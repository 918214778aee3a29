import { createHash } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import type { Cause, CommandHandler } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { kindOf } from '../providers/asked-kind.js';
import { prefiltered } from '../providers/prefilter.js';
import { compileDefinition, sourceOf } from '../providers/provider-definition.js';
import { type Asked, ASKED_KINDS, type AskedKind } from '../providers/provider.js';
import { QuotaLedger } from '../quota/quota-ledger.service.js';
import { report, type WindowReport } from '../quota/quota-report.js';
import { refused } from '../settings/checked.js';
import { SettingsLog } from '../settings/settings-log.service.js';
import type { Answer } from './answer.js';
import { answersDecider, type AnswersEvent, type PurgeCommand } from './answers.decider.js';
import { type Asking } from './provider-lookup.js';
import { ProvidersInForce } from './providers-in-force.service.js';
import type { NOT_FOUND } from './remembered.js';
import { SharedCache } from './shared-cache.service.js';
import type { Verdict } from '../providers/provider.js';

export const ANSWERS = Symbol('answers');

/** Of one question. */
export const ASKED_MAX = { values: 100, length: 2_048, waitMs: 60_000 } as const;

/** A value as somebody gives it; an empty kind is what it looks like. */
export interface Given {
  readonly kind: string;
  readonly value: string;
}

export interface Answered {
  readonly kind: AskedKind | '';
  readonly value: string;
  readonly answer: Answer;
}

export interface ProviderQuota {
  readonly provider: string;
  readonly windows: readonly WindowReport[];
}

/** Asks providers for whoever wants to know, and says how much of them is left. */
@Injectable()
export class ProviderLookups {
  constructor(
    private readonly log: SettingsLog,
    private readonly inForce: ProvidersInForce,
    private readonly ledger: QuotaLedger,
    private readonly shared: SharedCache,
    @Inject(ANSWERS)
    private readonly answers: CommandHandler<PurgeCommand, number, AnswersEvent>,
  ) {}

  /**
   * @returns as many answers as values, in their order
   * @throws ServiceError `bad_request`; `not_found` without such a provider. Never because of what it answers
   */
  async ask(name: string, given: readonly Given[], asking: Asking): Promise<Answered[]> {
    if (given.length === 0 || given.length > ASKED_MAX.values)
      throw refused([{ path: 'values', message: `Expected 1 to ${ASKED_MAX.values} values.` }]);
    if (asking.waitMs > ASKED_MAX.waitMs)
      throw refused([{ path: 'waitMs', message: `Must be at most ${ASKED_MAX.waitMs}.` }]);
    const values = given.map((each, i) => ({ given: each, asked: askedOf(each, i) }));
    // A warm look-up asks no database; one that was defined a moment ago may not be known here yet.
    if (!this.inForce.has(name)) await this.definition(name);
    return Promise.all(
      values.map(async ({ given: { value }, asked }) => ({
        kind: asked?.kind ?? ('' as const),
        value,
        answer: asked
          ? await this.inForce.lookUp(name, asked, asking)
          : { status: 'skipped' as const, reason: 'malformed' as const },
      })),
    );
  }

  async quotas(): Promise<ProviderQuota[]> {
    const { providers } = await this.log.fresh();
    const names = [...providers.keys()].sort();
    return Promise.all(
      names.map(async (provider) => {
        const { quota: policy } = compileDefinition(providers.get(provider)!.definition);
        const { quota, now } = await this.ledger.read(provider);
        return { provider, windows: report(quota, policy, now) };
      }),
    );
  }

  /**
   * Forgets what a provider said: what all replicas share at once, what each remembers within a second.
   *
   * @param verdict empty: every verdict
   * @returns how many shared answers are gone
   */
  async purge(
    name: string,
    given: Given | undefined,
    verdict: string,
    cause: Cause,
  ): Promise<number> {
    const definition = await this.definition(name);
    const asked = given && this.normal(given);
    const command: PurgeCommand = {
      type: 'Purge',
      name,
      valueDigest: asked ? digestOf(asked) : '',
      verdict,
    };
    // What is wrong with it is said before anything is gone.
    answersDecider.decide(command, answersDecider.initial);
    // Before replicas hear of it: they would take it up again.
    const purged = await this.shared.purge({
      of: { name, source: sourceOf(definition) },
      asked,
      verdict: verdict === '' ? undefined : (verdict as Verdict | typeof NOT_FOUND),
    });
    await this.answers.execute(name, command, cause);
    return purged;
  }

  private normal(given: Given): Asked {
    const asked = askedOf(given, 0);
    const filtered = asked && prefiltered(asked);
    if (!filtered || 'skipped' in filtered)
      throw refused([{ path: 'value', message: 'This is asked about at nobody.' }]);
    return filtered.asked;
  }

  private async definition(name: string) {
    const setting = (await this.log.fresh()).providers.get(name);
    if (!setting) throw new ServiceError('not_found', 'There is no such provider.');
    return setting.definition;
  }
}

const isKind = (text: string): text is AskedKind =>
  (ASKED_KINDS as readonly string[]).includes(text);

/** Undefined where it looks like nothing. */
function askedOf({ kind, value }: Given, index: number): Asked | undefined {
  const path = `values[${index}]`;
  if (value === '' || value.length > ASKED_MAX.length)
    throw refused([
      { path: `${path}.value`, message: `Expected 1 to ${ASKED_MAX.length} characters.` },
    ]);
  if (kind !== '' && !isKind(kind))
    throw refused([
      { path: `${path}.kind`, message: `Expected one of ${ASKED_KINDS.join(', ')}.` },
    ]);
  const known = isKind(kind) ? kind : kindOf(value);
  return known && { kind: known, value };
}

const digestOf = ({ kind, value }: Asked): string =>
  createHash('sha256').update(`${kind} ${value}`).digest('hex');
