import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const STATUS = /^HTTP\/1\.1 (\d{3}) /;
const LENGTH = /\r\ncontent-length: (\d+)/i;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A request as it goes over the wire. */
export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Buffer {
  const all: Record<string, string | number> = {
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}

/**
 * One connection that is kept open, one request on it at a time. It looks at nothing but the status and the length
 * of an answer, and costs so little that the server's core is the one that is busy.
 *
 * Not promised: anything that our own servers do not do, such as bodies in chunks.
 */
export class HttpConnection {
  private waiting: Waiting | undefined;
  private head: Buffer | undefined;
  /** Bytes of the answer that are yet to come; undefined while its head is not complete. */
  private missing: number | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
  }

  static async to(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new HttpConnection(socket);
  }

  /** Resolves when the whole answer is there. @throws Error if it is no success */
  send(request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    if (this.missing !== undefined) this.missing -= chunk.length;
    else this.readHead(this.head ? Buffer.concat([this.head, chunk]) : chunk);
    if (this.missing === undefined || this.missing > 0) return;
    const isWhole = this.missing === 0;
    this.missing = undefined;
    if (isWhole) this.waiting?.resolve();
    else this.fail(new Error('More came than the answer is long.'));
  }

  private readHead(bytes: Buffer): void {
    const end = bytes.indexOf(HEAD_END);
    this.head = end < 0 ? bytes : undefined;
    if (end < 0) return;
    const head = bytes.toString('latin1', 0, end);
    const status = STATUS.exec(head)?.[1] ?? '';
    const length = LENGTH.exec(head)?.[1];
    if (!status.startsWith('2') || length === undefined)
      return this.fail(new Error(`The answer is no success of known length: ${head}`));
    this.missing = end + HEAD_END.length + Number(length) - bytes.length;
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
    this.socket.destroy();
  }
}
