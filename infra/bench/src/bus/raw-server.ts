// Run as a process of its own: answers requests with nothing but the NATS client.
import { connect } from 'nats';
import { answering } from '../side-process.js';
import { RAW_SUBJECT } from './load.js';
import { answerBytes } from './token-question.js';

const nats = await connect({ servers: process.env['NATS_URL'] ?? '' });
const answer = answerBytes();
nats.subscribe(RAW_SUBJECT, {
  queue: 'raw',
  callback: (error, message) => {
    if (!error) message.respond(answer);
  },
});
await nats.flush();
answering(() => Promise.resolve());
