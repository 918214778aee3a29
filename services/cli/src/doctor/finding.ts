/** What a check found, and what to do about it. */
export type Finding =
  | { readonly is: 'ok' | 'skipped'; readonly detail: string }
  | { readonly is: 'warning' | 'failure'; readonly detail: string; readonly fix: string };

export const ok = (detail: string): Finding => ({ is: 'ok', detail });
export const skipped = (detail: string): Finding => ({ is: 'skipped', detail });
export const warning = (detail: string, fix: string): Finding => ({ is: 'warning', detail, fix });
export const failure = (detail: string, fix: string): Finding => ({ is: 'failure', detail, fix });
