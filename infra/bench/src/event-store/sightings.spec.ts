import { describe, expect, it } from '@jest/globals';
import { Sightings } from './sightings.js';

const seen = (...positions: number[]) =>
  positions.map((position) => ({ position, id: `event ${position}` }));

describe('sightings', () => {
  it('find nothing wrong with a log read once from end to end', () => {
    const sightings = new Sightings();
    sightings.add(seen(1, 2));
    sightings.add(seen(3));
    expect(sightings.position).toBe(3);
    expect(sightings.verdict(['event 2'])).toEqual({ events: 3, holes: 0, doubled: 0, skipped: 0 });
  });

  it('count what came twice', () => {
    const sightings = new Sightings();
    sightings.add(seen(1, 2));
    sightings.add(seen(2, 3));
    expect(sightings.verdict([])).toEqual({ events: 4, holes: 0, doubled: 1, skipped: 0 });
  });

  it('count positions passed over, and the events that were lost with them', () => {
    const sightings = new Sightings(10);
    sightings.add(seen(11, 14));
    const verdict = sightings.verdict(['event 12', 'event 14']);
    expect(verdict).toEqual({ events: 2, holes: 2, doubled: 0, skipped: 1 });
  });
});
