import type { Plugin } from 'rolldown';

/** A statement that makes a formatter of dates as soon as its module is loaded. */
const STATEMENT = /^const (\w+) = (new Intl\.DateTimeFormat\([^;]*\));$/m;

/**
 * Lets Nest's loggers make their formatters of dates when they first format one. The first formatter of a process makes Node load
 * what it knows of languages, a tenth of all that a process costs that lives for one message, and lines of JSON have no such dates.
 */
export function lateFormatters(): Plugin {
  return {
    name: 'late-formatters',
    transform: {
      filter: { id: /@nestjs[\\/]common/, code: 'new Intl.DateTimeFormat(' },
      handler(code) {
        const [statement, name, formatter] = STATEMENT.exec(code) ?? [];
        if (statement === undefined || !isOnlyAskedToFormat(name!, code)) return null;
        const late = `let made;\nconst ${name} = { format: (date) => (made ??= ${formatter}).format(date) };`;
        return { code: code.replace(statement, () => late), map: null };
      },
    },
  };
}

function isOnlyAskedToFormat(name: string, code: string): boolean {
  const others = code.match(new RegExp(`\\b${name}\\b(?!\\.format\\()`, 'g')) ?? [];
  return others.length === 1 && !/\bmade\b/.test(code);
}
