import { Logger } from '@nestjs/common';
import type { JetStreamManager, StreamInfo } from 'nats';
import type { Bus } from './connection.js';

const logger = new Logger('streams');

/**
 * Brings a stream that was made under another setting to as many copies as it should have. One that cannot
 * be given them goes on with those that it has.
 */
export async function withCopies(
  bus: Bus,
  { streams }: JetStreamManager,
  found: StreamInfo,
): Promise<StreamInfo> {
  const { name, num_replicas } = found.config;
  if (num_replicas === bus.replicas) return found;
  const about = { stream: name, copies: num_replicas, wanted: bus.replicas };
  try {
    const changed = await streams.update(name, { ...found.config, num_replicas: bus.replicas });
    logger.log('The stream has another number of copies now.', about);
    return changed;
  } catch (error) {
    logger.error('The stream cannot be given the copies that it should have.', { ...about, error });
    return found;
  }
}
