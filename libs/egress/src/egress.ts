import { lookup as resolve } from 'node:dns';
import { type ClientRequestArgs, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** Why a request was not made, or not to its end. It says nothing of what stands at the other end. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

export interface EgressOptions {
  /** Addresses of our own network and plain HTTP are let through: for development, and tests. */
  readonly allowPrivate?: boolean;
  /** How names are resolved. */
  readonly lookup?: typeof resolve;
}

export interface EgressRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** For everything until the answer's head is there; what follows is the reader's to bound. */
  readonly signal: AbortSignal;
}

const bare = (hostname: string): string =>
  hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;

/**
 * Makes requests to addresses that somebody else chose.
 *
 * The address is looked at when the connection is made, not before: a name that answers differently
 * the second time gains nothing. Redirects are answers like any other and never followed.
 */
export class Egress {
  constructor(private readonly options: EgressOptions = {}) {}

  /** What is wrong with a URL, as far as can be seen without asking anybody. */
  problemOf(text: string): string | undefined {
    const { allowPrivate = false } = this.options;
    if (!URL.canParse(text)) return 'Not a URL.';
    const { protocol, hostname, username, password } = new URL(text);
    if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:'))
      return 'Must begin with https://.';
    if (username !== '' || password !== '') return 'Must not carry a user or password.';
    const host = bare(hostname);
    if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
      return 'Must not lead into a private network.';
    return undefined;
  }

  /**
   * @returns the answer, whatever its status, with its body unread
   * @throws EgressRefused where the URL or what it resolves to is not allowed; whatever the connection fails with
   */
  async request(text: string, given: EgressRequest): Promise<IncomingMessage> {
    const problem = this.problemOf(text);
    if (problem !== undefined) throw new EgressRefused(problem);
    const url = new URL(text);
    const { method = 'GET', headers = {}, body, signal } = given;
    return new Promise((answered, failed) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const outgoing = send(
        url,
        {
          method,
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          },
          signal,
          // A connection of its own: none that was made to another address is used again.
          agent: false,
          lookup: this.lookup,
        },
        answered,
      );
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  }

  /** Resolves a name, and refuses it if any of its addresses is not public. */
  private readonly lookup: NonNullable<ClientRequestArgs['lookup']> = (hostname, options, done) => {
    const { allowPrivate = false, lookup = resolve } = this.options;
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first] = addresses;
      const isAllowed = allowPrivate || addresses.every(({ address }) => isPublicAddress(address));
      if (first === undefined || !isAllowed)
        return done(new EgressRefused('The name leads into a private network.'), '', 0);
      if (options.all === true) return done(null, addresses as never);
      return done(null, first.address, first.family);
    });
  };
}
