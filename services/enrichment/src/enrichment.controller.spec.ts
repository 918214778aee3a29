import { beforeAll, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { callFor, systemCaller } from '@margay/messaging';
import { EnrichEventsRequestSchema, EnrichEventsResponseSchema } from '@margay/contracts';
import { smallEnricher } from '../test/small-tables.js';
import { EventLookups } from './asking/event-lookups.service.js';
import { EnrichmentController } from './enrichment.controller.js';
import { EnrichmentService } from './enrichment.service.js';

let controller: EnrichmentController;
beforeAll(async () => {
  const service = new EnrichmentService(await smallEnricher());
  const lookups = new EventLookups({
    lookUp: () => Promise.resolve({ status: 'skipped', reason: 'disabled' }),
  });
  controller = new EnrichmentController(service, lookups);
});

describe('the door of enrichment', () => {
  it('answers an event with an event and a fault with an error, in their order', async () => {
    const request = create(EnrichEventsRequestSchema, {
      logType: 'Zoom.Operation',
      events: [Buffer.from('{"a":1}'), Buffer.from('[]')],
    });
    const answer = await controller.enrichEvents(request, callFor(systemCaller('x', 'r')));
    const { results } = create(EnrichEventsResponseSchema, answer);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      {
        case: 'event',
        value: Buffer.from(
          '{"a":1,"p_enrichment_status":{"p_data_model":"this log type has no address fields"}}',
        ),
      },
      {
        case: 'error',
        value: expect.objectContaining({ code: 'bad_request', message: 'Not a JSON object.' }),
      },
    ]);
  });
});
