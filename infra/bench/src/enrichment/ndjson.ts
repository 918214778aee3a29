import type { Platform } from '@margay/local';
import { rate } from '../rounds.js';
import { enrichmentCode } from '../tables/enrichment-code.js';
import { logBatches } from './log-events.js';

const LOG_TYPE = 'AWS.CloudTrail';
const EVENTS = 20_000;

/** Parse, enrich, stringify: the same lines through the door, and in this process without any. */
export async function ndjson({ gatewayUrl, administratorToken }: Platform) {
  const events = logBatches(EVENTS / 50, 100)
    .filter(({ logType }) => logType === LOG_TYPE)
    .flatMap((batch) => batch.events.map((event) => Buffer.from(JSON.stringify(event))));
  const body = Buffer.concat(events.flatMap((event) => [event, Buffer.from('\n')]));
  const code = await enrichmentCode();
  const enricher = await code.enricher();
  const url = new URL(`/enrichment/events?logType=${LOG_TYPE}`, gatewayUrl);
  const headers = { 'x-api-key': administratorToken, 'content-type': 'application/x-ndjson' };
  return {
    rest: () =>
      rate(events.length, async () => {
        const answer = await fetch(url, { method: 'POST', headers, body });
        const lines = (await answer.text()).trimEnd().split('\n').length;
        if (answer.status !== 200 || lines !== events.length)
          throw new Error(`${answer.status}: ${lines} lines came back of ${events.length}.`);
      }),
    inProcess: () =>
      rate(events.length, async () => {
        const outcomes = await code.enrichBatch(enricher, LOG_TYPE, events, Infinity);
        const lines = Buffer.concat(
          outcomes.flatMap((outcome) =>
            'event' in outcome ? [outcome.event, Buffer.from('\n')] : [],
          ),
        );
        return lines;
      }),
  };
}
