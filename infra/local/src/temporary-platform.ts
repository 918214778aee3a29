import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { guard } from './guardian.js';
import { Platform, type PlatformOptions } from './platform.js';
import { deletePostgresDirectory } from './remembered.js';
import { HOW_TO_STOP } from './running-file.js';
import { temporaryDirectory } from './temporary-directory.js';

export interface TemporaryPlatform {
  readonly platform: Platform;
  /** Stops it and deletes what it stored. */
  stop(): Promise<void>;
}

/** The whole platform for a test, on free ports: gone when stopped or when this process ends in whatever way. */
export async function startTemporaryPlatform(
  options: Omit<PlatformOptions, 'stateDirectory' | 'onStart' | 'onGone'> = {},
): Promise<TemporaryPlatform> {
  const directory = await temporaryDirectory('platform');
  const stateDirectory = join(directory, 'state');
  const clear = async (): Promise<void> => {
    await deletePostgresDirectory(stateDirectory);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const platform = await Platform.start({
      durable: false,
      ...options,
      stateDirectory,
      onStart: (pid, kind) => guard.process(pid, HOW_TO_STOP[kind][0]?.signal ?? 'SIGTERM'),
      onGone: (pid) => guard.gone(pid),
    });
    return {
      platform,
      stop: async () => {
        await platform.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
