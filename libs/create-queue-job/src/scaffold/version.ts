/** The version of this package and of the library, which a project is made for. `npm run version` keeps it, and a test. */
export const VERSION = '0.1.0';
