import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline.js';

describe('Timeline', () => {
  it('has the means of its intervals', () => {
    const timeline = new Timeline(10);
    timeline.advance(5, 4, 0);
    timeline.advance(20, 0, 2);
    timeline.advance(24, 1, 1);

    expect(timeline.points()).toEqual([
      { at: 0, waiting: 2, pods: 1 },
      { at: 10, waiting: 0, pods: 2 },
      { at: 20, waiting: 1, pods: 1 },
    ]);
    expect(timeline.podTime).toBe(15 * 2 + 4);
  });

  it('grows no further than 512 points, whatever the length, and loses nothing', () => {
    const timeline = new Timeline(1);
    for (let now = 1; now <= 100_000; now++) timeline.advance(now, now % 2, 3);

    const points = timeline.points();

    expect(points.length).toBeLessThanOrEqual(512);
    for (const { waiting, pods } of points) expect([waiting, pods]).toEqual([0.5, 3]);
    expect(timeline.podTime).toBe(300_000);
  });

  it('takes one long step as it takes many short ones', () => {
    const timeline = new Timeline(1);
    timeline.advance(1_000_000, 7, 1);

    for (const { waiting } of timeline.points()) expect(waiting).toBeCloseTo(7);
  });
});
