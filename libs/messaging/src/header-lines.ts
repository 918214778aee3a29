import type { MsgHdrs } from 'nats';

/**
 * Percent-encoding: a header is one line, and names are whatever people are called. Half a character
 * (a lone surrogate) is no text; it becomes the replacement character.
 */
export const encodeText = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** @returns empty for what is not percent-encoded. */
export function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/**
 * Header lines that the client sends as they are. Its own header map checks and copies every value
 * on every change, which at a dozen lines costs more than all the rest of a publish.
 */
export class HeaderLines {
  private text = 'NATS/1.0\r\n';

  /** @param value without line breaks: a number, a date, an id of ours, or percent-encoded */
  add(name: string, value: string | number): this {
    this.text += `${name}: ${value}\r\n`;
    return this;
  }

  /** Nothing for an empty value. */
  addText(name: string, value: string | undefined): this {
    return value ? this.add(name, encodeText(value)) : this;
  }

  encode(): Uint8Array {
    return Buffer.from(`${this.text}\r\n`);
  }

  /** The client asks nothing of headers but to encode themselves; specs hold it to that. */
  headers(): MsgHdrs {
    return this as unknown as MsgHdrs;
  }
}

/** First value by lower-case name, in one pass: the header map looks through all its keys for each `get`. */
export function fieldsOf(headers: MsgHdrs | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (headers)
    for (const [name, values] of headers) fields.set(name.toLowerCase(), values[0] ?? '');
  return fields;
}
