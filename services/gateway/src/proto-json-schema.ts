import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';

/** A JSON Schema, draft 07. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Messages that ProtoJSON writes in a way of their own. */
const WELL_KNOWN: Readonly<Record<string, JsonSchema>> = {
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.Duration': { type: 'string', pattern: String.raw`^-?\d+(\.\d+)?s$` },
  'google.protobuf.Struct': { type: 'object' },
  'google.protobuf.Value': {},
  'google.protobuf.ListValue': { type: 'array' },
};

const SCALARS: Readonly<Record<ScalarType, JsonSchema>> = {
  [ScalarType.BOOL]: { type: 'boolean' },
  [ScalarType.STRING]: { type: 'string' },
  [ScalarType.BYTES]: { type: 'string', contentEncoding: 'base64' },
  [ScalarType.INT32]: { type: 'integer' },
  [ScalarType.SINT32]: { type: 'integer' },
  [ScalarType.SFIXED32]: { type: 'integer' },
  [ScalarType.UINT32]: { type: 'integer', minimum: 0 },
  [ScalarType.FIXED32]: { type: 'integer', minimum: 0 },
  // JavaScript's numbers could not hold them.
  [ScalarType.INT64]: { type: 'string', pattern: String.raw`^-?\d+$` },
  [ScalarType.SINT64]: { type: 'string', pattern: String.raw`^-?\d+$` },
  [ScalarType.SFIXED64]: { type: 'string', pattern: String.raw`^-?\d+$` },
  [ScalarType.UINT64]: { type: 'string', pattern: String.raw`^\d+$` },
  [ScalarType.FIXED64]: { type: 'string', pattern: String.raw`^\d+$` },
  [ScalarType.FLOAT]: { type: ['number', 'string'] },
  [ScalarType.DOUBLE]: { type: ['number', 'string'] },
};

const schemaOfEnum = ({ values }: DescEnum): JsonSchema => ({
  type: 'string',
  enum: values.map(({ name }) => name),
});

/**
 * JSON Schemas of messages as ProtoJSON writes them. A field with its default is left out of the JSON, so nothing
 * is required; a later version may add fields, so others are admitted.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export class ProtoJsonSchemas {
  private readonly schemas = new Map<string, JsonSchema>();

  /** @param at where schemas will be: `#/components/schemas/` */
  constructor(private readonly at: string) {}

  /** By type name, each of the messages that were asked for and of those within them. */
  get all(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  refTo(message: DescMessage): JsonSchema {
    const wellKnown = WELL_KNOWN[message.typeName];
    if (wellKnown) return wellKnown;
    if (!this.schemas.has(message.typeName)) {
      // First its place, then what is in it: a message may be within itself.
      this.schemas.set(message.typeName, {});
      this.schemas.set(message.typeName, {
        type: 'object',
        properties: Object.fromEntries(
          message.fields.map((field) => [field.jsonName, this.schemaOf(field)]),
        ),
      });
    }
    return { $ref: `${this.at}${message.typeName}` };
  }

  private schemaOf(field: DescField): JsonSchema {
    switch (field.fieldKind) {
      case 'list':
        return { type: 'array', items: this.itemOf(field) };
      case 'map':
        return { type: 'object', additionalProperties: this.itemOf(field) };
      case 'message':
        return this.refTo(field.message);
      case 'enum':
        return schemaOfEnum(field.enum);
      case 'scalar':
        return SCALARS[field.scalar];
    }
  }

  private itemOf(field: DescField & { fieldKind: 'list' | 'map' }): JsonSchema {
    const kind = field.fieldKind === 'list' ? field.listKind : field.mapKind;
    if (kind === 'message' && field.message) return this.refTo(field.message);
    if (kind === 'enum' && field.enum) return schemaOfEnum(field.enum);
    return field.scalar === undefined ? {} : SCALARS[field.scalar];
  }
}
