import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { BadDataFile } from '../bad-data-file.js';
import { type DataModel, DataModelFile } from './data-model.js';
import { DataModels } from './data-models.js';

/** The models that come with the service. */
export const BUILT_IN_DATA_MODELS = fileURLToPath(new URL('../../data-models', import.meta.url));

/**
 * Every model of a directory of YAML files.
 *
 * @throws BadDataFile naming file and field of the first model that is not usable
 */
export async function loadDataModels(directory = BUILT_IN_DATA_MODELS): Promise<DataModels> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.yaml')).sort();
  const fileOf = new Map<string, string>();
  const models: DataModel[] = [];
  for (const file of files) {
    const model = parseDataModel(await readFile(join(directory, file), 'utf8'), file);
    const other = fileOf.get(model.logType);
    if (other !== undefined) throw new BadDataFile(file, `logType: ${other} has the same.`);
    fileOf.set(model.logType, file);
    models.push(model);
  }
  return new DataModels(models);
}

export function parseDataModel(yaml: string, file: string): DataModel {
  const document = parseDocument(yaml, { prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = yaml.slice(0, problem.pos[0]).split('\n').length;
    throw new BadDataFile(`${file}:${line}`, 'Not valid YAML.', { cause: problem });
  }

  const model = DataModelFile.safeParse(plain(document, file));
  if (model.success) return model.data;
  const [issue] = model.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new BadDataFile(file, `${field}: ${issue?.message ?? 'not usable'}`);
}

/** Aliases are refused: a model needs none, and a few of them can grow without end. */
function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new BadDataFile(file, 'Aliases cannot be used.', { cause });
  }
}
