import { dataDirectoryOf } from './postgres-cluster.js';
import { stopStalePostmaster } from './postmaster-pid.js';
import { deletePostgresDirectory, rememberedPostgresDirectory } from './remembered.js';
import { RunningFile } from './running-file.js';
import { emptyStateDirectory, makeStateDirectory, placesIn } from './state-directory.js';

/**
 * Deletes all state, after what runs on it has been stopped; refuses while another launcher runs on it. Servers
 * of the caller's are not touched.
 */
export async function resetState(stateDirectory: string): Promise<void> {
  await makeStateDirectory(stateDirectory);
  const running = await RunningFile.claim(placesIn(stateDirectory).running);
  try {
    const directory = rememberedPostgresDirectory(stateDirectory);
    if (directory !== undefined) await stopStalePostmaster(dataDirectoryOf(directory));
    await deletePostgresDirectory(stateDirectory);
    await emptyStateDirectory(stateDirectory);
  } finally {
    running.release();
  }
}
