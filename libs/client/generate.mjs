// Writes what is typed by openapi.json: `npm run openapi`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../services/gateway/openapi.json', import.meta.url);

/** A schema of the document, with a reference followed. */
const resolved = (document, schema) =>
  schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : (schema ?? {});

const isType = ({ type }, name) => (Array.isArray(type) ? type.includes(name) : type === name);

/** What a value is to whoever types it. */
function kindOf(schema) {
  if (isType(schema, 'array')) return schema.items?.type === 'string' ? 'words' : 'json';
  if (isType(schema, 'boolean')) return 'boolean';
  if (isType(schema, 'integer') || isType(schema, 'number')) return 'number';
  if (
    isType(schema, 'string') ||
    schema.enum ||
    schema.anyOf?.every((each) => isType(each, 'string'))
  )
    return 'text';
  return 'json';
}

const field = (document, name, schema, description, isRequired) => {
  const own = resolved(document, schema);
  return {
    name,
    kind: kindOf(own),
    description: description ?? own.description ?? '',
    isRequired,
    ...(own.enum ? { choices: own.enum } : {}),
  };
};

function bodyOf(document, { requestBody }) {
  if (!requestBody) return undefined;
  const types = Object.keys(requestBody.content);
  const schema = resolved(document, requestBody.content['application/json']?.schema);
  return {
    types,
    fields: Object.entries(schema.properties ?? {}).map(([name, each]) =>
      field(document, name, each, undefined, (schema.required ?? []).includes(name)),
    ),
  };
}

/** Every operation by its id, as far as somebody needs to know who only has its name. */
export function operationsOf(document) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const body = bodyOf(document, operation);
      return [
        operation.operationId,
        {
          method: method.toUpperCase(),
          path,
          summary: operation.summary ?? '',
          parameters: (operation.parameters ?? []).map(
            ({ name, in: place, schema, description, required = false }) => ({
              ...field(document, name, schema, description, required),
              in: place,
            }),
          ),
          ...(body ? { body } : {}),
        },
      ];
    }),
  );
  return Object.fromEntries(operations.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** TypeScript has no type for a schema that is within itself: any JSON. */
const withoutRecursion = (document) => {
  const copy = structuredClone(document);
  for (const [name, schema] of Object.entries(copy.components.schemas))
    if (JSON.stringify(schema).includes(`"#/components/schemas/${name}"`))
      copy.components.schemas[name] = {};
  return copy;
};

/** The files of `src/gen`, before they are formatted. */
export async function generated() {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  return {
    'openapi.ts': astToString(await openapiTS(withoutRecursion(document))),
    'operations.ts': [
      "import type { Operation } from '../operation.js';\n",
      'export const OPERATIONS = ',
      JSON.stringify(operationsOf(document), null, 2),
      ' as const satisfies Readonly<Record<string, Operation>>;\n',
    ].join(''),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, text] of Object.entries(await generated()))
    await writeFile(new URL(`src/gen/${name}`, import.meta.url), text);
