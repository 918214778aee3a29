import { HttpConnection } from './http-connection.js';
import { rateDuring } from './rounds.js';

export interface HttpLoad {
  readonly url: string;
  readonly connections: number;
  readonly ms: number;
  /** Sent in turn, over and over. */
  readonly requests: readonly Buffer[];
}

export interface Answered {
  readonly count: number;
  readonly perSecond: number;
}

/** Keeps so many connections busy for so long. @throws Error if anything but success was answered */
export async function underLoad({ url, connections, ms, requests }: HttpLoad): Promise<Answered> {
  const opened = await Promise.all(
    Array.from({ length: connections }, () => HttpConnection.to(url)),
  );
  try {
    let count = 0;
    const perSecond = await rateDuring(ms, connections, async (index) => {
      const [connection, request] = [
        opened[index % connections],
        requests[index % requests.length],
      ];
      if (connection && request) await connection.send(request);
      count++;
    });
    return { count, perSecond };
  } finally {
    for (const connection of opened) connection.close();
  }
}
