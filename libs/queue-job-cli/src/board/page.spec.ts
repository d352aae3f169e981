import { describe, expect, it } from 'vitest';
import { age as ageOfTerminal } from '../terminal/age.js';
import { ageMarks, clockMarks, countMarks } from './page/scale.js';
import { age } from './page/words.js';
import { readPageFiles } from './page-files.js';

describe('the page of the board', () => {
  it('consists of these files', () => {
    expect([...readPageFiles().keys()].toSorted()).toEqual([
      '/board.css',
      '/board.html',
      '/calls.js',
      '/confirmation.js',
      '/element.js',
      '/figures.js',
      '/focus.js',
      '/groups.js',
      '/icon.svg',
      '/main.js',
      '/plot.js',
      '/plots.js',
      '/redrive-notice.js',
      '/scale.js',
      '/sign-in.html',
      '/words.js',
    ]);
  });

  it('makes nothing markup that was a text', () => {
    const scripts = [...readPageFiles()].filter(([name]) => name.endsWith('.js'));
    for (const [, { content }] of scripts) {
      expect(content.toString()).not.toMatch(
        /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(/,
      );
    }
  });

  it('says where it belongs when it was left behind', () => {
    expect(() => readPageFiles('/nowhere/page')).toThrow(
      'The page of the board is not in /nowhere/page',
    );
  });

  it('tells ages as the command line does', () => {
    for (const time of [0, 999, 1_000, 61_000, 3_600_000, 3_661_000, 90_000_000, 1e12]) {
      expect(age(time)).toBe(ageOfTerminal(time));
    }
  });

  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [36, [0, 10, 20, 30, 40]],
    [1_000, [0, 500, 1_000]],
  ])('marks counts up to %i', (highest, expected) => {
    expect(countMarks(highest)).toEqual(expected);
  });

  it('marks ages and times where people would', () => {
    expect(ageMarks(170_000)).toEqual([0, 60_000, 120_000, 180_000]);
    expect(ageMarks(0)).toEqual([0, 1_000]);
    const from = Date.UTC(2026, 0, 2, 0, 0, 7);
    expect(clockMarks(from, from + 20_000, 4).map((time) => time % 60_000)).toEqual([
      10_000, 15_000, 20_000, 25_000,
    ]);
  });
});
