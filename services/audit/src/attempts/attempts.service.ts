import { ServiceError } from '@margay/contracts';
import { type Cause, PostgresEventStore, streamName } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import type { AuditEvent } from '../audit-event.js';
import type { AttemptRecorded } from './attempt.js';

const ID_NAMESPACE = '3b0f3c1e-0d3a-4f5e-9a44-2f8a1c9e7d52';
const PARAMS_BYTES_MAX = 32_000;

@Injectable()
export class AttemptsService {
  constructor(private readonly store: PostgresEventStore<AuditEvent>) {}

  /** Once per request id: the same again, however often and at the same time, is written once. */
  async record(attempt: AttemptRecorded, cause: Cause): Promise<void> {
    if (cause.requestId === '') throw new ServiceError('bad_request', 'The request has no id.');
    const stream = streamName('attempt', cause.requestId);
    await this.store.append({
      stream,
      expect: 'any',
      events: [{ id: uuidv5(stream, ID_NAMESPACE), event: bounded(attempt) }],
      cause,
    });
  }
}

/** Inputs are kept as evidence, not as an archive. */
const bounded = (attempt: AttemptRecorded): AttemptRecorded =>
  JSON.stringify(attempt.params).length <= PARAMS_BYTES_MAX
    ? attempt
    : { ...attempt, params: { truncated: true } };
