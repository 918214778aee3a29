import type { JsonObject, MessageInitShape } from '@bufbuild/protobuf';
import type {
  ProviderDefinition as WireDefinition,
  ProviderDefinitionSchema,
  ProviderSchema,
} from '@margay/contracts';
import type { Setting } from '../settings/settings.js';
import { changeToWire } from '../settings/settings.wire.js';
import type { ProviderDefinition } from './provider-definition.js';

/** Checked parts are JSON already, but for members that are undefined. */
const json = (part: object): JsonObject => JSON.parse(JSON.stringify(part)) as JsonObject;

export const definitionToWire = (
  definition: ProviderDefinition,
): MessageInitShape<typeof ProviderDefinitionSchema> => {
  const { description, enabled, builtIn, declared, key, baseUrl, quota, cache } = definition;
  return {
    description,
    enabled,
    builtIn: builtIn ?? '',
    baseUrl: baseUrl ?? '',
    cache: json(cache),
    ...(declared ? { declared: json(declared) } : {}),
    ...(quota ? { quota: json(quota) } : {}),
    ...(key
      ? { key: { roleArn: key.roleArn, secretArn: key.secretArn, member: key.member ?? '' } }
      : {}),
  };
};

/** Empty counts as not given; what it means is checked later. */
export const definitionFromWire = (wire: WireDefinition | undefined): unknown => {
  if (!wire) return {};
  const { description, enabled, builtIn, declared, key, baseUrl, quota, cache } = wire;
  return {
    description,
    enabled,
    ...(builtIn === '' ? {} : { builtIn }),
    ...(declared ? { declared } : {}),
    ...(key
      ? {
          key: {
            roleArn: key.roleArn,
            secretArn: key.secretArn,
            ...(key.member === '' ? {} : { member: key.member }),
          },
        }
      : {}),
    ...(baseUrl === '' ? {} : { baseUrl }),
    ...(quota ? { quota } : {}),
    ...(cache ? { cache } : {}),
  };
};

export const providerToWire = (
  name: string,
  { definition, ...change }: Setting<ProviderDefinition>,
): MessageInitShape<typeof ProviderSchema> => ({
  name,
  definition: definitionToWire(definition),
  change: changeToWire(change),
});
