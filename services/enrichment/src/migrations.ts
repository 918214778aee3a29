import { Pipeline1730000000002 } from './migrations/0002-pipeline.js';
import { SharedState1730000000003 } from './migrations/0003-shared-state.js';

/** In their order. */
export const MIGRATIONS = [Pipeline1730000000002, SharedState1730000000003];
