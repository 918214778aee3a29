import type { Drift, Drifted } from './drift.js';
import type { Stack } from './stack.js';
import { iso } from './stack-answers.js';

export function detectionOf(detection: ReturnType<Drift['detection']>, now: number): object {
  const { id, stack, startedAt, readyAt, drifted } = detection;
  const isReady = readyAt <= now;
  return {
    StackId: stack.id,
    StackDriftDetectionId: id,
    DetectionStatus: isReady ? 'DETECTION_COMPLETE' : 'DETECTION_IN_PROGRESS',
    Timestamp: iso(startedAt),
    ...(isReady
      ? {
          StackDriftStatus: drifted.size > 0 ? 'DRIFTED' : 'IN_SYNC',
          DriftedStackResourceCount: drifted.size,
        }
      : {}),
  };
}

const differencesOf = ({ properties }: Drifted) =>
  properties.map(({ path, expected, actual }) => ({
    PropertyPath: path,
    ExpectedValue: expected,
    ActualValue: actual,
    DifferenceType: 'NOT_EQUAL',
  }));

/** @param filters statuses; none: all */
export function resourceDriftsOf(
  stack: Stack,
  drift: Drift,
  filters: readonly string[],
  now: number,
): readonly object[] {
  const detection = drift.last(stack, now);
  if (!detection) return [];
  return [...stack.live(detection.startedAt).values()].flatMap((live) => {
    const drifted = detection.drifted.get(live.logicalId);
    const status = drifted?.status ?? 'IN_SYNC';
    if (filters.length > 0 && !filters.includes(status)) return [];
    return [
      {
        StackId: stack.id,
        LogicalResourceId: live.logicalId,
        PhysicalResourceId: live.physicalId,
        ResourceType: live.type,
        StackResourceDriftStatus: status,
        PropertyDifferences: drifted ? differencesOf(drifted) : [],
        Timestamp: iso(detection.readyAt),
      },
    ];
  });
}
