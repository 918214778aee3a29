import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Generation } from '@margay/contracts';
import type { GenerationList } from './token-rotation.schema.js';

export const generationToRest = ({
  number,
  createdAt,
  worksUntil,
  lastUsedAt,
  lastUsedAddress,
}: Generation): GenerationList['results'][number] => ({
  generation: number,
  createdAt: createdAt ? timestampDate(createdAt).toISOString() : '',
  ...(lastUsedAt ? { lastUsedAt: timestampDate(lastUsedAt).toISOString(), lastUsedAddress } : {}),
  ...(worksUntil ? { worksUntil: timestampDate(worksUntil).toISOString() } : {}),
});
