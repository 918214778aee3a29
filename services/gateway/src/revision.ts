import { ServiceError } from '@margay/contracts';
import { Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requestHeader } from './request-header.js';

const TAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;
const OURS = /^"([1-9]\d{0,8})"$/;
const TAGS_MAX = 20;
/** Nothing is of it: what stands for a tag that is not one of ours. */
const NEVER = 0;

/** The revisions that an `If-Match` names, without one: none; `*` is whatever there is. */
export function expectedRevisions(header: string | undefined): readonly number[] {
  if (header === undefined || header.trim() === '*') return [];
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.length > TAGS_MAX || !tags.every((tag) => TAG.test(tag)))
    throw new ServiceError('bad_request', 'The header If-Match is not readable.', {
      fields: [{ path: 'If-Match', message: `Up to ${TAGS_MAX} entity tags, or *.` }],
    });
  return tags.map((tag) => Number(OURS.exec(tag)?.[1] ?? NEVER));
}

/** What the caller takes it to be. */
export const IfMatch = requestHeader(
  'If-Match',
  'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
  expectedRevisions,
);

/** The answer, for its headers; what the handler returns is still its body. */
export const Reply = (): ParameterDecorator => Res({ passthrough: true });

/** An `ETag` names a revision. */
export const tagWith = (reply: FastifyReply, { revision }: { readonly revision: number }): void => {
  void reply.header('ETag', `"${revision}"`);
};
