import { createHmac, hkdfSync } from 'node:crypto';

const PREFIX = 'whsec_';
const BYTES = 32;

/**
 * What a webhook's receiver checks signatures with, in the form of Standard Webhooks. It follows
 * from a secret of the server, so that it is stored nowhere.
 */
export const webhookSecret = (server: string, webhookId: string, generation: number): string =>
  PREFIX +
  Buffer.from(
    hkdfSync('sha256', server, webhookId, `margay.audit.webhook\n${generation}`, BYTES),
  ).toString('base64');

/** @see https://www.standardwebhooks.com : HMAC-SHA-256 of `id.timestamp.body` */
export const signatureOf = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`;
