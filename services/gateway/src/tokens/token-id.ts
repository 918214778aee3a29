import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const idOf = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { params, visit } = context.switchToHttp().getRequest<FastifyRequest>();
  const { id = '' } = params as { id?: string };
  return id === 'self' ? (visit?.token?.id ?? '') : id;
});

/** Which token a route is about: `{id}`, or for `self` the calling one. */
export const TokenId = (): ParameterDecorator => (target, key, index) => {
  idOf()(target, key, index);
  const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key === undefined || !descriptor) return;
  ApiParam({
    name: 'id',
    type: 'string',
    description: 'Of the API token; `self` is the calling one.',
  })(target, key, descriptor);
};
