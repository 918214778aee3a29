import { Readable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';
import type { BundleFile } from '@margay/contracts';
import { pack } from 'tar-stream';

/** Bytes of an archive as it is packed, file by file: the same for the same files and time. */
async function* packed(files: readonly BundleFile[], mtime: Date): AsyncGenerator<Buffer> {
  const archive = pack();
  const rest = (async () => {
    for (const { path: name, content } of files)
      await new Promise<void>((resolve, reject) =>
        archive.entry({ name, mtime, mode: 0o644, uid: 0, gid: 0 }, content, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    archive.finalize();
  })();
  yield* archive as unknown as AsyncIterable<Buffer>;
  await rest;
}

/** A `.tar.gz`. */
export function bundleArchive(files: readonly BundleFile[], mtime: Date): Gzip {
  const gzip = createGzip();
  const tar = Readable.from(packed(files, mtime), { objectMode: false });
  tar.on('error', (error) => gzip.destroy(error));
  return tar.pipe(gzip);
}
