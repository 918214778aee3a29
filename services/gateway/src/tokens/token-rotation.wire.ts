import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Generation } from '@margay/contracts';
import type { GenerationList } from './token-rotation.schema.js';

export const generationToRest = ({
  number,
  createdAt,
  worksUntil,
}: Generation): GenerationList['results'][number] => ({
  generation: number,
  createdAt: createdAt ? timestampDate(createdAt).toISOString() : '',
  ...(worksUntil ? { worksUntil: timestampDate(worksUntil).toISOString() } : {}),
});
