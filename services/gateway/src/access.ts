import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiSecurity } from '@nestjs/swagger';

/** Who may come in by a route, and what the audit log calls it. */
export interface Access {
  /** Undefined: any valid token. */
  readonly permission?: string;
  /** Whether the calling token may do this to itself without the permission. */
  readonly exceptSelf?: boolean;
  /** Verb and noun, `CREATE_API_TOKEN`. */
  readonly action: string;
  /** A request that changes nothing although its method might. */
  readonly readsOnly?: boolean;
  /** Reads of sensitive things leave a record although nothing changed. */
  readonly recordSuccess?: boolean;
  /** Whether nobody has to say who they are. */
  readonly anybody?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access | 'public';
  }
}

/** Guards a route. One without this, or `Public`, does not start. */
export const Requires = (permission: string, access: Omit<Access, 'permission'>): MethodDecorator =>
  applyDecorators(RouteConfig({ access: { ...access, permission } }), ApiSecurity('ApiKeyAuth'));

/** A route for everybody, with a key or without. What comes in by it is nobody's word. */
export const Anybody = (access: Pick<Access, 'action' | 'recordSuccess'>): MethodDecorator =>
  RouteConfig({ access: { ...access, anybody: true } });

/** A route for anybody who has a valid token. */
export const AnyToken = (access: Omit<Access, 'permission' | 'exceptSelf'>): MethodDecorator =>
  applyDecorators(RouteConfig({ access }), ApiSecurity('ApiKeyAuth'));
