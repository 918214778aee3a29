import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Usage } from './failure.js';

/** A gateway, and the token for it. */
export interface Profile {
  readonly url: string;
  readonly token: string;
}

interface Kept {
  readonly current?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A bare address, or none at all. */
export function gatewayUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.search === '')
    return url.href.replace(/\/+$/, '');
  throw new Usage(`${text} is not the address of a gateway: https://margay.example.com`);
}

/** Profiles in one file that only its owner reads. */
export class Profiles {
  readonly file: string;

  constructor(private readonly env: NodeJS.ProcessEnv) {
    const home = env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
    this.file = join(home, 'margay', 'profiles.json');
  }

  /** Those of the environment, then those of a profile. @throws Usage if there are none */
  use(name?: string): Profile & { readonly from: string } {
    const url = this.env['MARGAY_URL'];
    const token = this.env['MARGAY_TOKEN'];
    if (url && token && name === undefined)
      return { url: gatewayUrl(url), token, from: 'MARGAY_URL and MARGAY_TOKEN' };
    // The token of one gateway is not for another.
    if (name === undefined && (url || token))
      throw new Usage('MARGAY_URL and MARGAY_TOKEN belong together: set both.');
    const { current, profiles } = this.read();
    const chosen = name ?? (this.env['MARGAY_PROFILE'] || current);
    const profile = chosen === undefined ? undefined : profiles[chosen];
    if (profile) return { ...profile, url: gatewayUrl(profile.url), from: `profile ${chosen}` };
    throw new Usage(
      chosen === undefined
        ? 'Which gateway? Run `margay login`, or set MARGAY_URL and MARGAY_TOKEN.'
        : `There is no profile ${chosen}. There are: ${Object.keys(profiles).join(', ') || 'none'}.`,
    );
  }

  list(): { readonly name: string; readonly url: string; readonly current: boolean }[] {
    const { current, profiles } = this.read();
    return Object.entries(profiles).map(([name, { url }]) => ({
      name,
      url,
      current: name === current,
    }));
  }

  /** Keeps it, and uses it from now on. */
  keep(name: string, profile: Profile): void {
    const { profiles } = this.read();
    this.write({ current: name, profiles: { ...profiles, [name]: profile } });
  }

  switchTo(name: string): void {
    const kept = this.read();
    if (!(name in kept.profiles)) throw new Usage(`There is no profile ${name}.`);
    this.write({ ...kept, current: name });
  }

  forget(name: string): void {
    const { current, profiles } = this.read();
    if (!(name in profiles)) throw new Usage(`There is no profile ${name}.`);
    const { [name]: _, ...left } = profiles;
    this.write({
      ...(current === undefined || current === name ? {} : { current }),
      profiles: left,
    });
  }

  private read(): Kept {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
      throw error;
    }
    try {
      const value: unknown = JSON.parse(text);
      if (isRecord(value) && isRecord(value['profiles'])) return value as unknown as Kept;
    } catch {
      // Said below.
    }
    throw new Usage(
      `${this.file} is not what margay wrote. Repair it, or delete it and log in again.`,
    );
  }

  private write(kept: Kept): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, this.file);
  }
}
