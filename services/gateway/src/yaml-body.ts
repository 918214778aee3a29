import { ServiceError } from '@margay/contracts';
import { parseDocument } from 'yaml';

const refused = (message: string) =>
  new ServiceError('bad_request', 'The body is not readable YAML.', {
    fields: [{ path: '', message }],
  });

/**
 * What a YAML text says. Aliases are refused: a few of them can grow without end.
 *
 * @throws ServiceError `bad_request` with the line
 */
export function readYaml(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = text.slice(0, problem.pos[0]).split('\n').length;
    throw refused(`Line ${line}: ${problem.message}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new ServiceError('bad_request', 'Aliases cannot be used.', { cause });
  }
}
