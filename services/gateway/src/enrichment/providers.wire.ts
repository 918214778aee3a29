import type { JsonObject, MessageInitShape } from '@bufbuild/protobuf';
import type { Provider as WireProvider, ProviderDefinitionSchema } from '@margay/contracts';
import { present } from '../present.js';
import type { Provider, WriteProvider } from './providers.schema.js';
import { changeToRest } from './settings.wire.js';

/** What came in as JSON, and what `enrichment` has checked, is JSON. */
const json = (part: object) => part as JsonObject;

/** What is left out has these values. */
export const providerToWire = ({
  description = '',
  enabled = true,
  builtIn = '',
  baseUrl = '',
  declared,
  key,
  quota,
  cache,
}: WriteProvider): MessageInitShape<typeof ProviderDefinitionSchema> => ({
  description,
  enabled,
  builtIn,
  baseUrl,
  ...(declared ? { declared: json(declared) } : {}),
  ...(key ? { key: { ...key, member: key.member ?? '' } } : {}),
  ...(quota ? { quota: json(quota) } : {}),
  ...(cache ? { cache: json(cache) } : {}),
});

export function providerToRest({ name, definition, change }: WireProvider): Provider {
  const { description, enabled, builtIn, baseUrl, declared, key, quota, cache } =
    present(definition);
  return {
    name,
    description,
    enabled,
    ...(builtIn === '' ? {} : { builtIn }),
    ...(declared ? { declared: declared as Provider['declared'] } : {}),
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
    ...(quota ? { quota: quota as Provider['quota'] } : {}),
    cache: present(cache) as Provider['cache'],
    ...changeToRest(present(change)),
  };
}
