import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When something may begin: on these days from a time on, so long, where the clocks are of a time zone. */
export const MaintenanceWindow = z.object({
  days: z.array(z.enum(DAYS)).min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a time such as 22:30.'),
  minutes: z.number().int().min(15).max(1_440),
  timeZone: z.string().refine(IANAZone.isValidZone, 'Expected a time zone such as Europe/Vienna.'),
});
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

/** Also one that began on the day before. Where clocks leap over its beginning, it begins when they are through. */
export function isOpen({ days, from, minutes, timeZone }: MaintenanceWindow, now: Date): boolean {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const [hour = 0, minute = 0] = from.split(':').map(Number);
  return [0, 1].some((back) => {
    const begins = here.minus({ days: back }).set({ hour, minute, second: 0, millisecond: 0 });
    const day = DAYS[begins.weekday - 1];
    return (
      day !== undefined && days.includes(day) && begins <= here && here < begins.plus({ minutes })
    );
  });
}
