import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  create,
  type DescField,
  type DescMessage,
  type JsonValue,
  type Message,
  ScalarType,
  toJson,
} from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { describe, expect, it } from '@jest/globals';
import { EVENTS } from '@margay/contracts';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { asyncApiOf } from './asyncapi.js';

const KEPT = new URL('../asyncapi.json', import.meta.url);
const SPECIFICATION = createRequire(import.meta.url).resolve(
  '@asyncapi/specs/schemas/3.0.0-without-$id.json',
);

const document = JSON.parse(JSON.stringify(asyncApiOf())) as ReturnType<typeof asyncApiOf>;

const validator = (): Ajv => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv;
};

const DEEPEST = 6;

/** A message with something in every field. */
function full(schema: DescMessage, depth = 0): Message {
  const message = create(schema);
  const own = reflect(schema, message);
  const scalar = (type: ScalarType): unknown => {
    switch (type) {
      case ScalarType.STRING:
        return 'x';
      case ScalarType.BOOL:
        return true;
      case ScalarType.BYTES:
        return new Uint8Array([1, 2]);
      case ScalarType.INT64:
      case ScalarType.UINT64:
      case ScalarType.SINT64:
      case ScalarType.FIXED64:
      case ScalarType.SFIXED64:
        return 7n;
      default:
        return 7;
    }
  };
  const item = (field: DescField): unknown => {
    if ('message' in field && field.message)
      return reflect(field.message, full(field.message, depth + 1));
    if ('enum' in field && field.enum) return field.enum.values.at(-1)?.number;
    return scalar(field.scalar ?? ScalarType.STRING);
  };
  for (const field of schema.typeName.startsWith('google.') ? [] : schema.fields) {
    const isDeep = 'message' in field && field.message !== undefined && depth >= DEEPEST;
    if (isDeep) continue;
    if (field.fieldKind === 'list') own.get(field).add(item(field) as never);
    else if (field.fieldKind === 'map') own.get(field).set('k' as never, item(field) as never);
    else own.set(field, item(field) as never);
  }
  return message;
}

const TYPES = Object.values(EVENTS).flat() as DescMessage[];

describe('the AsyncAPI document', () => {
  it('is the one that is kept: a change of what is published is seen in review', async () => {
    // `npm run openapi` writes it anew.
    expect(document).toEqual(JSON.parse(await readFile(KEPT, 'utf8')));
  });

  it('is one, by the schema of the specification', async () => {
    const schema = JSON.parse(await readFile(SPECIFICATION, 'utf8')) as object;
    const ajv = validator();
    const isValid = ajv.validate(schema, document);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('has every event of every service', () => {
    const published = Object.values(document.channels).flatMap(({ messages }) =>
      Object.values(messages).map(({ name }) => name),
    );
    expect(published).toEqual(expect.arrayContaining(TYPES.map(({ typeName }) => typeName)));
  });

  it.each(TYPES.map((schema) => [schema.typeName, schema] as const))(
    '%s: what is published of it is as it says, with every field there is',
    (typeName, schema) => {
      const ajv = validator();
      ajv.addSchema({ $id: 'all', ...document }, 'all');
      const validate = ajv.compile({ $ref: `all#/components/schemas/${typeName}` });
      const json = toJson(schema, full(schema)) as Record<string, JsonValue>;
      expect(Object.keys(json)).not.toEqual([]);
      expect({ isValid: validate(json), errors: validate.errors ?? [] }).toEqual({
        isValid: true,
        errors: [],
      });
      const [word] = Object.entries(json).find(([, value]) => typeof value === 'string') ?? [];
      if (word) expect(validate({ ...json, [word]: { not: 'it' } })).toBe(false);
    },
  );
});
