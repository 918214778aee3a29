import type {
  DescMethod,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from '@bufbuild/protobuf';
import { EventLogApi } from '@margay/contracts';
import { Ctx, MessagePattern } from '@nestjs/microservices';
import type { Call } from './call.js';

/** Contracts that many services serve: each under a subject with its name in it. */
const SERVED_BY_MANY: ReadonlySet<string> = new Set([EventLogApi.typeName]);

/**
 * NATS subject of a contract method: `margay.tokens.v1.TokensApi.CreateToken`, or
 * `margay.eventlog.v1.EventLogApi.tokens.Read` for a contract that many services serve.
 *
 * @param owner the service that serves it; needed for the second kind, ignored for the first
 */
export function subjectOf(method: DescMethod, owner?: string): string {
  const { typeName } = method.parent;
  if (!SERVED_BY_MANY.has(typeName)) return `${typeName}.${method.name}`;
  if (!owner) throw new TypeError(`${typeName} is served by many: say by which service.`);
  return `${typeName}.${owner}.${method.name}`;
}

/** Who serves a contract: `tokens` for `margay.tokens.v1.TokensApi`, unless an owner is named. */
export const calleeOf = (api: DescService, owner?: string): string =>
  owner ?? api.typeName.split('.')[1] ?? api.typeName;

/** What `Rpc` leaves beside a handler for the server to find. */
export interface RpcExtras {
  readonly method: DescMethodUnary;
}

/** Serves one method of a contract; its request and reply types come with it. */
export const Rpc = (method: DescMethodUnary): MethodDecorator =>
  MessagePattern(`${method.parent.typeName}.${method.name}`, { method } satisfies RpcExtras);

/** Puts the `Call` into a handler's parameter. */
export const CallContext = Ctx;

/** A contract as the callee implements it: a class missing a method does not compile. */
export type Served<Api extends DescService> = {
  [Name in keyof Api['method']]: Api['method'][Name] extends DescMethodUnary<infer In, infer Out>
    ? (request: MessageShape<In>, call: Call) => Promise<MessageInitShape<Out>>
    : never;
};
