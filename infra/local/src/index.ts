export {
  startTemporaryNats,
  startTemporaryNatsCluster,
  startTemporaryPostgres,
  type TemporaryNats,
  type TemporaryPostgres,
  type TemporaryPostgresOptions,
  type TemporaryServer,
} from './temporary-servers.js';
export { Drill, type DrillReport } from './drill/drill.js';
export { showDeployments } from './deployment-demo/deployment-demo.js';
export { GatewayClient } from './gateway-client.js';
export { CLUSTER } from './cluster.js';
export { Platform, type PlatformOptions } from './platform.js';
export type { ExternalServers, Installation } from './installation.js';
export { startTemporaryPlatform, type TemporaryPlatform } from './temporary-platform.js';
export { prepareDatabase } from './prepare-database.js';
export { serviceEnvironment } from './service-environment.js';
export { SERVICES, type ServiceDefinition } from './services.js';
export type { Supervisor } from './supervisor.js';
