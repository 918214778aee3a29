import { z } from 'zod';
import type { World } from '../world.js';
import { type BuildFault, type Phase, PHASE_NAMES } from './builds.js';

const project = {
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
};

/** What may be ordered of builds. */
export const BUILD_ORDERS = {
  buildProject: {
    body: z.strictObject({ ...project, name: z.string().min(1) }),
    obey: (world: World, order: { account: string; region: string; name: string }) =>
      world.builds.addProject(order, order.name),
  },
  buildFault: {
    body: z.strictObject({
      ...project,
      project: z.string().min(1),
      phase: z.enum(PHASE_NAMES as [Phase, ...Phase[]]).default('BUILD'),
      status: z.enum(['FAILED', 'FAULT', 'TIMED_OUT']).default('FAILED'),
      statusCode: z.string().default('COMMAND_EXECUTION_ERROR'),
      message: z.string().default('Error while executing command. Reason: exit status 1'),
      times: z.number().int().min(1).optional(),
    }),
    obey: (world: World, order: BuildFault) => world.builds.addFault(order),
  },
} as const;
