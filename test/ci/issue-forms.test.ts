import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../package/run.ts';

// What GitHub demands of a form; one that breaks a rule is shown to nobody, and nobody is told.
// https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema

interface Form {
  readonly name?: string;
  readonly description?: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: {
      readonly label?: string;
      readonly value?: string;
      readonly options?: readonly string[];
    };
    readonly validations?: object;
  }[];
}

const FORMS = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: ROOT }).filter(
  (path) => basename(path) !== 'config.yml',
);

const unique = (values: readonly unknown[]) => new Set(values).size === values.length;

const OF_A_FORM = [
  'name',
  'description',
  'title',
  'labels',
  'assignees',
  'projects',
  'type',
  'body',
];
const OF_A_PART = ['type', 'id', 'attributes', 'validations'];

/** What may stand in `attributes`, by the kind of a part. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  markdown: ['value'],
  input: ['label', 'description', 'placeholder', 'value'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  dropdown: ['label', 'description', 'multiple', 'options', 'default'],
  checkboxes: ['label', 'description', 'options'],
};

describe.each(FORMS)('%s', (path) => {
  const form = parse(readFileSync(join(ROOT, path), 'utf8')) as Form;
  const { name, description, body } = form;
  const questions = body.filter(({ type }) => type !== 'markdown');

  it('says what it is for', () => {
    expect(name).toBeTruthy();
    expect(description).toBeTruthy();
  });

  it('has questions, each of a kind that there is, with a label and an id of its own', () => {
    expect(questions.length).toBeGreaterThan(0);
    for (const { type, attributes } of questions) {
      expect(Object.keys(ATTRIBUTES)).toContain(type);
      expect(attributes.label).toBeTruthy();
    }
    expect(questions.every(({ id }) => /^[\w-]+$/.test(id ?? ''))).toBe(true);
    expect(unique(questions.map(({ id }) => id))).toBe(true);
    expect(unique(questions.map(({ attributes }) => attributes.label))).toBe(true);
  });

  it('has no key that GitHub does not know', () => {
    expect(OF_A_FORM).toEqual(expect.arrayContaining(Object.keys(form)));
    for (const part of body) {
      expect(OF_A_PART).toEqual(expect.arrayContaining(Object.keys(part)));
      expect(ATTRIBUTES[part.type]).toEqual(expect.arrayContaining(Object.keys(part.attributes)));
      expect(['required']).toEqual(expect.arrayContaining(Object.keys(part.validations ?? {})));
    }
  });

  it('has choices where one is to choose, and texts where one is to read', () => {
    const choices = body.filter(({ type }) => type === 'dropdown');
    const texts = body.filter(({ type }) => type === 'markdown');

    expect(choices.every(({ attributes: { options = [] } }) => options.length > 1)).toBe(true);
    expect(choices.every(({ attributes: { options = [] } }) => unique(options))).toBe(true);
    expect(texts.every(({ attributes: { value = '' } }) => value !== '')).toBe(true);
  });
});

it('there are forms', () => {
  expect(FORMS).toHaveLength(2);
});
