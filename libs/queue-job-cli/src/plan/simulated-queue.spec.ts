import { describe, expect, it } from 'vitest';
import { SimulatedQueue } from './simulated-queue.js';

describe('SimulatedQueue', () => {
  it('hands out the longest visible first, and holds what it hands out', () => {
    const queue = new SimulatedQueue();
    for (const message of [0, 1, 2]) queue.send(message, 0, 0);

    expect(queue.receive(2)).toEqual([0, 1]);
    expect(queue).toMatchObject({ visible: 1, invisible: 2 });
    expect(queue.receive(32)).toEqual([2]);
    expect(queue.receive(1)).toEqual([]);
  });

  it('counts a delayed message as invisible until it is due', () => {
    const queue = new SimulatedQueue();
    queue.send(0, 100, 0);

    queue.reveal(99);
    expect(queue).toMatchObject({ visible: 0, invisible: 1, nextVisible: 100 });

    queue.reveal(100);
    expect(queue).toMatchObject({ visible: 1, invisible: 0, nextVisible: Infinity });
  });

  it('takes back what is given back, at once or later, and forgets what is deleted', () => {
    const queue = new SimulatedQueue();
    for (const message of [0, 1, 2]) queue.send(message, 0, 0);
    queue.receive(3);

    queue.delete();
    queue.giveBack(1, 50, 50);
    queue.giveBack(2, 60, 50);

    expect(queue).toMatchObject({ visible: 1, invisible: 1, nextVisible: 60 });
    expect(queue.receive(2)).toEqual([1]);
  });

  it('keeps the order over many thousands', () => {
    const queue = new SimulatedQueue();
    const received: number[] = [];
    for (let message = 0; message < 10_000; message++) {
      queue.send(message, 0, 0);
      if (message % 3 > 0) received.push(...queue.receive(1));
    }
    received.push(...queue.receive(10_000));

    expect(received).toEqual([...Array(10_000).keys()]);
  });
});
