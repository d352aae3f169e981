import { InvalidArgumentError } from 'commander';

// What flags are made of, for commander, which names the flag in front of what is wrong with it.

export const wholeNumber = (least: number, most: number) => (value: string) => {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new InvalidArgumentError(
    most === Infinity
      ? `Write a whole number from ${least}.`
      : `Write a whole number from ${least} to ${most}.`,
  );
};

export const rate = (value: string) => {
  const number = Number(value);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('Write how many messages a second, such as 10 or 0.5.');
};

export const list = (value: string, before: readonly string[] = []) => [
  ...before,
  ...value.split(',').filter((item) => item !== ''),
];
