import { ServiceError } from '@margay/contracts';

/** Category and id. The category is a word that may stand in a bus subject. */
const STREAM = /^[a-z][a-z0-9]*(_[a-z0-9]+)*-[^\s]{1,180}$/;

/** @throws ServiceError `bad_request` for an id that cannot name a stream. */
export function streamName(category: string, id: string): string {
  const name = `${category}-${id}`;
  if (!STREAM.test(name) || name.length > 200)
    throw new ServiceError('bad_request', 'The id is not usable.', {
      fields: [{ path: 'id', message: 'Between 1 and 180 characters, none of them white space.' }],
    });
  return name;
}

/** `token` of `token-<uuid>`. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** `<uuid>` of `token-<uuid>`. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
