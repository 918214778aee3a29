import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/**
 * A parameter that a request header gives, documented where it is read.
 *
 * @param read gets the header's text, or undefined without it
 */
export function requestHeader<Value>(
  name: string,
  description: string,
  read: (text: string | undefined) => Value,
): () => ParameterDecorator {
  const value = createParamDecorator((_data: unknown, context: ExecutionContext): Value => {
    const sent = context.switchToHttp().getRequest<FastifyRequest>().headers[name.toLowerCase()];
    return read(sent === undefined ? undefined : String(sent));
  });
  return () => (target, key, index) => {
    value()(target, key, index);
    if (key === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, key);
    if (descriptor) ApiHeader({ name, description, required: false })(target, key, descriptor);
  };
}
