import type { Benchmark } from './benchmark.js';
import { bus } from './bus/bus.js';
import { enrichment } from './enrichment/enrichment.js';
import { eventStore } from './event-store/event-store.js';
import { gateway } from './gateway/gateway.js';
import { pipeline } from './pipeline/pipeline.js';
import { plan } from './plan/plan.js';
import { roles } from './roles/roles.js';
import { tokens } from './tokens/tokens.js';

export const BENCHMARKS: readonly Benchmark[] = [
  eventStore,
  bus,
  gateway,
  tokens,
  enrichment,
  pipeline,
  roles,
  plan,
];
