import type { Benchmark } from './benchmark.js';
import { audit } from './audit/audit.js';
import { bus } from './bus/bus.js';
import { cluster } from './cluster/cluster.js';
import { deployments } from './deployments/deployments.js';
import { diagnosis } from './diagnosis/diagnosis.js';
import { enrichment } from './enrichment/enrichment.js';
import { eventStore } from './event-store/event-store.js';
import { gateway } from './gateway/gateway.js';
import { pipeline } from './pipeline/pipeline.js';
import { plan } from './plan/plan.js';
import { providers, quotas } from './providers/providers.js';
import { roles } from './roles/roles.js';
import { tables } from './tables/tables.js';
import { tokens } from './tokens/tokens.js';

export const BENCHMARKS: readonly Benchmark[] = [
  eventStore,
  bus,
  gateway,
  tokens,
  tables,
  enrichment,
  pipeline,
  roles,
  audit,
  plan,
  providers,
  quotas,
  diagnosis,
  deployments,
  cluster,
];
