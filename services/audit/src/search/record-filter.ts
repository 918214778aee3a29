import { canonicalBlock, parseAddress, type RecordFilter, ServiceError } from '@margay/contracts';
import { timestampDate } from '@bufbuild/protobuf/wkt';

/** What records are chosen by; whatever is undefined or empty chooses all. */
export interface Filter {
  readonly actors: readonly string[];
  readonly actions: readonly string[];
  readonly targets: readonly string[];
  readonly results: readonly string[];
  /** CIDR notation. */
  readonly networks: readonly string[];
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly text: string;
  readonly requestId: string;
  readonly fromSequence: number;
  readonly toSequence: number;
}

const VALUES_MAX = 50;
const TEXT_LENGTH_MAX = 500;

const refused = (path: string, message: string): ServiceError =>
  new ServiceError('bad_request', 'The filter is not valid.', { fields: [{ path, message }] });

function networkOf(text: string): string {
  if (text.includes('/')) {
    const canonical = canonicalBlock(text);
    if ('block' in canonical) return canonical.block;
    throw refused('address', canonical.problem);
  }
  const address = parseAddress(text);
  if (!address) throw refused('address', 'Neither an address nor a network in CIDR notation.');
  return address.toString();
}

/** @throws ServiceError `bad_request` saying which condition makes no sense */
export function filterOf(filter: RecordFilter | undefined): Filter {
  const { since, until } = filter ?? {};
  const lists = {
    actors: filter?.actors ?? [],
    actions: filter?.actions ?? [],
    targets: filter?.targets ?? [],
    results: filter?.results ?? [],
  };
  for (const [path, values] of Object.entries({ ...lists, address: filter?.addresses ?? [] }))
    if (values.length > VALUES_MAX) throw refused(path, `Must be at most ${VALUES_MAX}.`);
  if ((filter?.text.length ?? 0) > TEXT_LENGTH_MAX)
    throw refused('text', `Must have at most ${TEXT_LENGTH_MAX} characters.`);
  return {
    ...lists,
    networks: (filter?.addresses ?? []).map(networkOf),
    since: since && timestampDate(since),
    until: until && timestampDate(until),
    text: filter?.text ?? '',
    requestId: filter?.requestId ?? '',
    fromSequence: Number(filter?.fromSequence ?? 0),
    toSequence: Number(filter?.toSequence ?? 0),
  };
}
