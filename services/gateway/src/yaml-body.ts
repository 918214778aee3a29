import { ServiceError } from '@margay/contracts';
import { parseAllDocuments } from 'yaml';

const refused = (message: string) =>
  new ServiceError('bad_request', 'The body is not readable YAML.', {
    fields: [{ path: '', message }],
  });

/**
 * What a YAML text says; of several documents a list. Aliases are refused: a few of them can grow
 * without end.
 *
 * @throws ServiceError `bad_request` with the line
 */
export function readYaml(text: string): unknown {
  const documents = [...parseAllDocuments(text, { prettyErrors: false })];
  for (const { errors } of documents) {
    const [problem] = errors;
    if (problem === undefined) continue;
    const line = text.slice(0, problem.pos[0]).split('\n').length;
    throw refused(`Line ${line}: ${problem.message}`);
  }
  try {
    const values = documents.map((document): unknown => document.toJS({ maxAliasCount: 0 }));
    return values.length > 1 ? values : (values[0] ?? null);
  } catch (cause) {
    throw new ServiceError('bad_request', 'Aliases cannot be used.', { cause });
  }
}
