const BESIDE_NEST = {
  'class-validator': '0.15.1',
  'class-transformer': '0.5.1',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
} as const;

/** What a consumer installs beside the library, by the major of Nest. */
export const CONSUMER_PACKAGES = {
  11: {
    '@nestjs/common': '11.2.10',
    '@nestjs/core': '11.2.10',
    '@nestjs/config': '4.0.4',
    ...BESIDE_NEST,
  },
  12: {
    '@nestjs/common': '12.5.1',
    '@nestjs/core': '12.5.1',
    '@nestjs/config': '12.0.1',
    ...BESIDE_NEST,
  },
} as const;

/** What it installs besides to test its job, by the major of Nest. */
export const TEST_PACKAGES = {
  11: { '@nestjs/testing': '11.2.6' },
  12: { '@nestjs/testing': '12.1.1' },
} as const;

/** The command that installs them, as the pages must tell it. */
export const INSTALL_COMMAND = [
  'npm install nestjs-queue-job',
  ...Object.keys(CONSUMER_PACKAGES[12]),
].join(' ');
