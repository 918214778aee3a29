import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { actorToWire, type PreflightSchema } from '@margay/contracts';
import { openChecks } from './preflight.decider.js';
import { preflightVerdict } from './preflight-verdict.js';
import type { PreflightRow } from './preflight.row.js';

export function preflightToWire(row: PreflightRow): MessageInitShape<typeof PreflightSchema> {
  const { passed, blocking, unsettled } = preflightVerdict(row.results, row.waivers);
  const settled = unsettled.length === 0 ? 'passed' : 'unsettled';
  const ended = passed ? settled : 'failed';
  return {
    accountId: row.accountId,
    run: row.run,
    status: row.endedAt === null ? 'running' : ended,
    subject: row.subject,
    results: [...row.results],
    waivers: row.waivers.map(({ check, reason, at, by }) => ({
      check,
      reason,
      waivedAt: timestampFromDate(new Date(at)),
      waivedBy: actorToWire(by),
    })),
    blocking: [...blocking],
    unsettled: [...unsettled],
    open: [...openChecks(row.results)],
    revision: row.revision,
    startedAt: timestampFromDate(row.startedAt),
    startedBy: actorToWire(row.startedBy),
    ...(row.endedAt ? { endedAt: timestampFromDate(row.endedAt) } : {}),
  };
}
