import { describe, expect, it } from 'vitest';
import { Duration } from './duration.js';
import { faultOf, faultsOf, REQUIRED, resolve } from './options.fixture.js';
import { resolveOptions } from './resolve-options.js';

const parsed = (text: string) => Duration.parse(text);

describe('the ready file', () => {
  it('is an absolute path, or none', () => {
    expect(resolve().readyFile).toBeUndefined();
    expect(resolve({}, { ReadyFile: '/tmp/ready' }).readyFile).toBe('/tmp/ready');
  });

  it.each(['ready', './ready', '/tmp/', '/tmp/re\0ady', 5])('is refused as %j', (readyFile) => {
    expect(faultOf({ readyFile: readyFile as string })).toContain('is not the path of a file');
  });
});

describe('the settings of a run of several messages', () => {
  it('have defaults that mean one message', () => {
    expect(resolve()).toMatchObject({
      maxMessages: 1,
      concurrency: 1,
      maxRunTime: undefined,
      idleTimeout: Duration.ofSeconds(0),
      eventTypeField: undefined,
      traceContextField: 'traceparent',
      poisonFormat: 'body',
    });
  });

  it('are read from files and the environment', () => {
    const options = resolve(
      {},
      {
        MaxMessages: '100',
        Concurrency: '8',
        MaxRunTime: '10m',
        IdleTimeout: '30',
        EventTypeField: 'meta.kind',
        TraceContextField: 'meta.trace',
        PoisonFormat: 'Envelope',
      },
    );

    expect(options).toMatchObject({
      maxMessages: 100,
      concurrency: 8,
      maxRunTime: parsed('10m'),
      idleTimeout: parsed('30s'),
      eventTypeField: 'meta.kind',
      traceContextField: 'meta.trace',
      poisonFormat: 'envelope',
    });
  });

  it('are all told at once when they are wrong', () => {
    const wrong = {
      maxMessages: 0,
      concurrency: 0,
      maxRunTime: 'soon',
      idleTimeout: 'soon',
      eventTypeField: 'meta.',
      traceContextField: '.trace',
      poisonFormat: 'xml',
      retryDelay: 'soon',
    };

    const faults = faultsOf(() => resolve(wrong));

    expect(new Set(faults.map(({ subject }) => subject.split(' ')[0]))).toEqual(
      new Set([
        'Concurrency',
        'EventTypeField',
        'IdleTimeout',
        'MaxMessages',
        'MaxRunTime',
        'PoisonFormat',
        'RetryDelay',
        'TraceContextField',
      ]),
    );
  });
});

describe('MaxMessages', () => {
  it.each([
    [1, 1],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['1', 1],
    ['250', 250],
    [Infinity, Infinity],
    ['Infinity', Infinity],
    ['infinity', Infinity],
    ['INFINITY', Infinity],
  ])('reads %j', (maxMessages, expected) => {
    expect(resolve({ maxMessages }).maxMessages).toBe(expected);
    expect(resolveOptions({ MaxMessages: maxMessages }, REQUIRED).maxMessages).toBe(expected);
  });

  it.each([0, -1, 1.5, true, [5], {}])('refuses %j', (maxMessages) => {
    expect(faultOf({ maxMessages })).toBe(
      `${JSON.stringify(maxMessages)} is not a whole number from 1. Write Infinity to go on until the queue is empty.`,
    );
  });

  it.each(['0', '-1', '1.5', 'many', '-Infinity', 'NaN', '1 000', '∞'])(
    'refuses the text %j',
    (maxMessages) => {
      expect(faultOf({ maxMessages })).toMatch(/ is not a whole number from 1\. Write Infinity /);
    },
  );

  it.each(['many', '1 000'])('shows the text that it refuses: %j', (text) => {
    expect(faultOf({ maxMessages: text })).toContain(text);
  });

  it.each(['', ' ', undefined, null])('counts %j as not given', (maxMessages) => {
    expect(resolve({ maxMessages }).maxMessages).toBe(1);
  });
});

describe('Concurrency', () => {
  it.each([
    [1, 1],
    [1000, 1000],
    ['32', 32],
  ])('reads %j', (concurrency, expected) => {
    expect(resolve({ concurrency }).concurrency).toBe(expected);
  });

  it.each([0, -1, 1001, 1.5, Infinity, NaN, '0', '1001', 'all', 'Infinity', true])(
    'refuses %j',
    (concurrency) => {
      expect(faultOf({ concurrency })).toMatch(/ is not a whole number from 1 to 1000\.$/);
    },
  );
});

describe('MaxRunTime', () => {
  it.each([1, '1s', '10m', 'PT10M', '00:10:00', '24d'])('reads %j', (maxRunTime) => {
    expect(resolve({ maxRunTime }).maxRunTime).toEqual(Duration.parse(maxRunTime));
  });

  it('may be none, and wins so over a file', () => {
    expect(resolve({ maxRunTime: 'none' }, { MaxRunTime: '10m' }).maxRunTime).toBeUndefined();
  });

  it.each([0, '999ms', '25d'])('refuses %j, which is out of bounds', (maxRunTime) => {
    expect(faultOf({ maxRunTime })).toMatch(/ is out of bounds\. Write 1s to 24d, or none\.$/);
  });

  it.each(['soon', -1, true, {}])('refuses %j', (maxRunTime) => {
    expect(faultOf({ maxRunTime })).toMatch(/ is not a duration\. Write .*, or none\.$/);
  });
});

describe('IdleTimeout', () => {
  it.each([0, '0s', '500ms', '30s', '7d'])('reads %j', (idleTimeout) => {
    expect(resolve({ idleTimeout }).idleTimeout).toEqual(Duration.parse(idleTimeout));
  });

  it('refuses what is out of bounds', () => {
    expect(faultOf({ idleTimeout: '8d' })).toBe('8d is out of bounds. Write 0s to 7d.');
  });

  it.each(['none', 'soon', -1, true])('refuses %j', (idleTimeout) => {
    expect(faultOf({ idleTimeout })).toMatch(/ is not a duration\./);
  });
});

describe.each(['eventTypeField', 'traceContextField'] as const)('%s', (setting) => {
  it.each(['type', 'meta.kind', 'a.b.c', 'event-type', '$type', '@type', 'Typ', 'ce:type', '0'])(
    'reads %j',
    (path) => {
      expect(resolve({ [setting]: path })[setting]).toBe(path);
    },
  );

  it.each(['.', '.type', 'type.', 'a..b', 'a b', 'meta. kind', 7, true, ['a']])(
    'refuses %j',
    (path) => {
      expect(faultOf({ [setting]: path })).toBe(
        `${JSON.stringify(path)} is not the name of a field. Write names joined by dots, such as meta.kind.`,
      );
    },
  );
});

describe('PoisonFormat', () => {
  it.each(['body', 'envelope'] as const)('reads %j in any case', (poisonFormat) => {
    expect(resolve({ poisonFormat }).poisonFormat).toBe(poisonFormat);
    expect(resolve({ poisonFormat: poisonFormat.toUpperCase() }).poisonFormat).toBe(poisonFormat);
  });

  it.each(['xml', 'json', true, 1, ['body'], {}])('refuses %j', (poisonFormat) => {
    expect(faultOf({ poisonFormat })).toBe(
      `${JSON.stringify(poisonFormat)} is not known. Write body or envelope.`,
    );
  });
});
