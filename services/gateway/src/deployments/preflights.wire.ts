import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type GetInspectionResponse,
  type Preflight as WirePreflight,
  ServiceError,
} from '@margay/contracts';
import { authorOf } from '../author.js';
import { present } from '../present.js';
import type { Inspection, Preflight } from './preflights.schema.js';
import { said } from './said.js';

const RUN = /^[1-9]\d{0,8}$/;

/** Which preflight a path names. @throws ServiceError `not_found` for one that there cannot be */
export function runOf(text: string): number {
  if (!RUN.test(text)) throw new ServiceError('not_found', 'There is no such preflight.');
  return Number(text);
}

/** A preflight as it is published. */
export function preflightToRest(preflight: WirePreflight): Preflight {
  const { accountId, run, status, results, waivers, blocking, unsettled, open } = preflight;
  const { version, stackName, phase, principal } = present(preflight.subject);
  const startedBy = authorOf(preflight.startedBy);
  return {
    accountId,
    run,
    status: status as Preflight['status'],
    version,
    stackName,
    phase: phase as Preflight['phase'],
    ...said('principal', principal),
    results: results.map((result) => ({
      check: result.id,
      outcome: result.outcome as Preflight['results'][number]['outcome'],
      message: result.message,
      evidence: result.evidence,
      documentation: result.documentation,
      unseen: result.unseen,
    })),
    waivers: waivers.map(({ check, reason, waivedAt, waivedBy: by }) => {
      const waivedBy = authorOf(by);
      return {
        check,
        reason,
        waivedAt: timestampDate(present(waivedAt)).toISOString(),
        ...(waivedBy ? { waivedBy } : {}),
      };
    }),
    blocking,
    unsettled,
    open,
    startedAt: timestampDate(present(preflight.startedAt)).toISOString(),
    ...(startedBy ? { startedBy } : {}),
    ...(preflight.endedAt ? { endedAt: timestampDate(preflight.endedAt).toISOString() } : {}),
  };
}

export const inspectionToRest = ({
  $typeName: _,
  ...inspection
}: GetInspectionResponse): Inspection => inspection;
