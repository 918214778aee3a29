import { create } from '@bufbuild/protobuf';
import {
  ActorSchema,
  ActorType,
  type Actor as WireActor,
  OriginSchema,
  type Origin as WireOrigin,
} from './gen/margay/actor/v1/actor_pb.js';

/** Who did something. `system` is a service acting on its own, its id the service's name. */
export interface Actor {
  readonly type: 'user' | 'api-token' | 'system';
  readonly id: string;
  readonly name?: string;
}

/** Where a request came from, as the gateway saw it. */
export interface Origin {
  readonly sourceIp: string;
  /** Every address of `X-Forwarded-For`, in its order. Not to be trusted. */
  readonly forwardedFor: readonly string[];
  readonly userAgent: string;
}

const TO_WIRE = {
  user: ActorType.USER,
  'api-token': ActorType.API_TOKEN,
  system: ActorType.SYSTEM,
} as const;

export const actorToWire = (actor: Actor): WireActor =>
  create(ActorSchema, { type: TO_WIRE[actor.type], id: actor.id, name: actor.name ?? '' });

/** An actor without a known type is nobody: `undefined`. */
export function actorFromWire(actor: WireActor | undefined): Actor | undefined {
  const named = (type: Actor['type']): Actor => ({
    type,
    id: actor?.id ?? '',
    ...(actor?.name ? { name: actor.name } : {}),
  });
  switch (actor?.type) {
    case ActorType.USER:
      return named('user');
    case ActorType.API_TOKEN:
      return named('api-token');
    case ActorType.SYSTEM:
      return named('system');
    case ActorType.UNSPECIFIED:
    case undefined:
      return undefined;
  }
}

export const originToWire = (origin: Origin): WireOrigin =>
  create(OriginSchema, { ...origin, forwardedFor: [...origin.forwardedFor] });

export const originFromWire = (origin: WireOrigin | undefined): Origin | undefined =>
  origin && {
    sourceIp: origin.sourceIp,
    forwardedFor: origin.forwardedFor,
    userAgent: origin.userAgent,
  };
