import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Egress, EgressRefused } from '@margay/egress';
import { type Fetched, fault } from './fetched.js';
import type { Refresh } from './lookup-table-definition.js';
import type { StoredObjects } from './stored-objects.client.js';

/** Fetches the data of lookup tables from where their owners say. */
export class RefreshSource {
  /** @param directory of the files that may be named; without it, none may */
  constructor(
    private readonly egress: Egress,
    private readonly objects: StoredObjects,
    private readonly directory: string | undefined,
  ) {}

  /**
   * @param etag of what was fetched last; empty if nothing was
   * @throws TableFault in words for the table's owner
   */
  fetch({ url, roleArn, file }: Refresh, etag: string, signal: AbortSignal): Promise<Fetched> {
    if (url === undefined) return this.read(file ?? '', etag);
    if (roleArn === undefined) return this.get(url, etag, signal);
    return this.objects.get(url, roleArn, etag, signal);
  }

  private async get(url: string, etag: string, signal: AbortSignal): Promise<Fetched> {
    const answer = await this.egress
      .request(url, { signal, headers: etag === '' ? {} : { 'if-none-match': etag } })
      .catch((cause: unknown) => {
        signal.throwIfAborted();
        throw cause instanceof EgressRefused
          ? fault(cause.message, cause)
          : fault('The server cannot be reached.', cause);
      });
    if (answer.statusCode === 200) return { body: answer, etag: answer.headers.etag ?? '' };
    answer.resume();
    if (answer.statusCode === 304) return { unchanged: true };
    throw fault(`The server answered ${answer.statusCode}.`);
  }

  private async read(file: string, etag: string): Promise<Fetched> {
    if (this.directory === undefined) throw fault('This installation has no directory of files.');
    const path = join(this.directory, file);
    const { mtimeMs, size } = await stat(path).catch((cause: unknown) => {
      throw fault('There is no such file.', cause);
    });
    const now = createHash('sha256').update(`${mtimeMs} ${size}`).digest('base64url');
    return now === etag ? { unchanged: true } : { body: createReadStream(path), etag: now };
  }
}
