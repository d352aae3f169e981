/** As `package.json` has it, which a bundle has no longer; a test keeps the two the same. */
export const VERSION = '0.1.0';
