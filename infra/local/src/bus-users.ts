import type { BusUser } from './nats-config.js';
import { BUS_LOGINS } from './permissions/bus-login.js';
import { busPermissions } from './permissions/bus-permissions.js';
import { publicNkey, type Secrets } from './secrets.js';

/** Everybody who has a login on the bus, and what each may do there. */
export const busUsers = ({ bus }: Pick<Secrets, 'bus'>, namespace?: string): BusUser[] =>
  BUS_LOGINS.flatMap((login) => {
    const seed = bus[login.name];
    if (seed === undefined) return [];
    const permissions = busPermissions(login, namespace);
    return [{ name: login.name, nkey: publicNkey(seed), permissions }];
  });
