import { AwsClients, RegisteredRoles, RoleSessions, StoredSecrets } from '@margay/aws';
import {
  EnrichmentApi,
  LookupTablesApi,
  ProviderLookupsApi,
  SharedStateApi,
} from '@margay/contracts';
import { Bus, BusClient } from '@margay/messaging';
import { type DetectionKit, detectionKit } from './detection-kit.js';
import type { KitConfig } from './kit-config.js';

const SERVICE = 'detection';

export interface OpenKit {
  readonly kit: DetectionKit;
  close(): Promise<void>;
}

/** Connects a process that runs detections: one kit for all of them, with one set of caches. */
export function openKit({ nats, aws, environment }: KitConfig): OpenKit {
  const bus = new Bus({ ...nats, service: SERVICE }).start();
  const client = new BusClient(bus);
  const roles = new RegisteredRoles(bus, client, environment);
  roles.onApplicationBootstrap();
  const clients = new AwsClients(aws);
  const sessions = new RoleSessions(clients, roles, { service: SERVICE, purpose: environment });
  return {
    kit: detectionKit(sessions, new StoredSecrets(sessions, clients), {
      enrichment: client.of(EnrichmentApi),
      tables: client.of(LookupTablesApi),
      lookups: client.of(ProviderLookupsApi),
      state: client.of(SharedStateApi),
    }),
    close: async () => {
      roles.onModuleDestroy();
      clients.close();
      await bus.close();
    },
  };
}
