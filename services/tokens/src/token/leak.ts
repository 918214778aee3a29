import type { Actor } from '@margay/contracts';
import { endRotation, workingGenerations } from './rotation.js';
import type { LiveToken } from './token.js';
import type { TokenEvent } from './token-event.js';

/** What becomes of a token whose value leaked: nothing but a notice, or it stops working for now or for good. */
export const LEAK_POLICIES = ['report', 'disable', 'delete'] as const;
export type LeakPolicy = (typeof LEAK_POLICIES)[number];

export const LEAKED = 'A value of it was reported as leaked.';

export interface Leak {
  readonly generation: number;
  readonly owner: Actor;
  readonly source: string;
  readonly policy: LeakPolicy;
  readonly at: string;
}

/** Once for each value. A value that is in its grace period is ended alone, and the token goes on. */
export function reportLeak(token: LiveToken, leak: Leak): TokenEvent[] {
  const { generation, owner, source, policy, at } = leak;
  if (token.leaked?.includes(generation)) return [];
  const { name } = token.grant;
  const worked = !token.disabled && workingGenerations(token, at).includes(generation);
  const leaked = { type: 'TokenLeaked', name, generation, owner, source, worked } as const;
  if (!worked || policy === 'report') return [leaked];
  if (generation !== token.generation) return [leaked, ...endRotation(token, at)];
  return policy === 'delete'
    ? [leaked, { type: 'TokenDeleted', name, reason: LEAKED }]
    : [leaked, { type: 'TokenDisabled', name, reason: LEAKED }];
}

/** Whether a value that leaked would work if the token did. */
export const leaks = (token: LiveToken, at: string): boolean =>
  workingGenerations(token, at).some((generation) => token.leaked?.includes(generation));
