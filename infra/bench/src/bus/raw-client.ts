// Run as a process of its own: asks with nothing but the NATS client.
import { connect } from 'nats';
import { rateDuring } from '../rounds.js';
import { answering } from '../side-process.js';
import { type Load, RAW_SUBJECT } from './load.js';
import { answerBytes, questionBytes } from './token-question.js';

const nats = await connect({ servers: process.env['NATS_URL'] ?? '' });
const question = questionBytes();
const { length } = answerBytes();

answering(({ ms, inFlight }: Load) =>
  rateDuring(ms, inFlight, async () => {
    const { data } = await nats.request(RAW_SUBJECT, question, { timeout: 5_000 });
    if (data.length !== length) throw new Error('Another answer was expected.');
  }),
);
