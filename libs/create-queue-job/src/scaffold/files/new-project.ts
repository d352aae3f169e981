import { toJsonText } from '../json.js';
import { packagesOf, sorted, toolsOf, TOOLS_OF_NEW_PROJECT } from '../packages.js';
import type { Style } from './sources.js';

export const manifestFile = (name: string, { isEsm }: Style) =>
  toJsonText({
    name,
    version: '0.1.0',
    private: true,
    type: isEsm ? 'module' : 'commonjs',
    scripts: {
      build: 'nest build',
      start: 'node --enable-source-maps dist/main.js',
      test: 'vitest run',
    },
    dependencies: sorted(packagesOf(12)),
    devDependencies: sorted({ ...toolsOf(12), ...TOOLS_OF_NEW_PROJECT }),
  });

export const nestCliFile = () =>
  toJsonText({
    $schema: 'https://json.schemastore.org/nest-cli',
    collection: '@nestjs/schematics',
    sourceRoot: 'src',
    compilerOptions: { deleteOutDir: true },
  });

/** As `nest new` has them, but that fields without a value are told by `!`. */
export const tsconfigFile = () =>
  toJsonText({
    compilerOptions: {
      target: 'ES2023',
      module: 'nodenext',
      types: ['node'],
      strict: true,
      isolatedModules: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      rootDir: 'src',
      outDir: 'dist',
      sourceMap: true,
      skipLibCheck: true,
    },
    include: ['src'],
  });

export const tsconfigBuildFile = () =>
  toJsonText({ extends: './tsconfig.json', exclude: ['src/**/*.spec.ts'] });

export const gitignoreFile = () => `node_modules
dist
`;
