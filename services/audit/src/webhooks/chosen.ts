import { create } from '@bufbuild/protobuf';
import { RecordFilterSchema } from '@margay/contracts';
import { type Filter, filterOf } from '../search/record-filter.js';
import type { WebhookFilter } from './webhook.decider.js';

/**
 * What a webhook chooses, in the words of the search.
 *
 * @throws ServiceError `bad_request` saying which condition makes no sense
 */
export const chosenBy = (filter: WebhookFilter): Filter => {
  const { actors, actions, targets, results, addresses, text } = filter;
  const lists = { actors, actions, targets, results, addresses };
  const copies = Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name, [...values]]),
  );
  return filterOf(create(RecordFilterSchema, { ...copies, text }));
};
