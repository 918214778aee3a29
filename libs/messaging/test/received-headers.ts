import { type MsgHdrs, headers } from 'nats';

/** What the client makes of header bytes at the other end. */
export function receivedHeaders(sent: MsgHdrs): MsgHdrs {
  const bytes = (sent as unknown as { encode(): Uint8Array }).encode();
  const [version, ...lines] = new TextDecoder().decode(bytes).split('\r\n');
  if (version !== 'NATS/1.0' || lines.slice(-2).join() !== ',') throw new Error('No NATS headers.');
  const got = headers();
  for (const line of lines.slice(0, -2)) {
    const colon = line.indexOf(':');
    got.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return got;
}
