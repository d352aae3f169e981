import { describe, expect, it } from 'vitest';
import { anchorOf } from './anchor.js';

describe('anchorOf', () => {
  it.each([
    ['Least privilege', 'least-privilege'],
    ["The executor's contract", 'the-executors-contract'],
    [
      "Nest's guards, interceptors, pipes and exception filters",
      'nests-guards-interceptors-pipes-and-exception-filters',
    ],
    ['KEDA on AKS — with identity', 'keda-on-aks--with-identity'],
    ['`npm ci` & co.', 'npm-ci--co'],
    ['[Unreleased]', 'unreleased'],
    ['snake_case', 'snake_case'],
    ['Überblick', 'überblick'],
  ])('calls "%s" what GitHub calls it: %s', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });
});
