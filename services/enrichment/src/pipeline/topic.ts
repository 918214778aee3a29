const LENGTH_MAX = 100;
const TOPIC = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/** Whether a log type can be the topic of a message: words with dots between them. */
export const isTopic = (logType: string): boolean =>
  logType.length <= LENGTH_MAX && TOPIC.test(logType);

const ID = /^[\x21-\x7e]{1,200}$/;

/** Whether a text can be the id of a message. */
export const isMessageId = (id: string): boolean => ID.test(id);

/**
 * Under which a parked event goes into the queue again: the queue still knows the id that it had, and would
 * take it for the same message.
 */
export function replayIdOf(id: string): string {
  const [, base = id, replays = '0'] = /^(.*)~(\d+)$/.exec(id) ?? [];
  return `${base}~${Number(replays) + 1}`;
}
