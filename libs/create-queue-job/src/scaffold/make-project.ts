import {
  gitignoreFile,
  manifestFile,
  nestCliFile,
  tsconfigBuildFile,
  tsconfigFile,
} from './files/new-project.js';
import type { Folder } from './folder.js';
import { makeFiles } from './make-files.js';
import type { JobNames } from './names.js';

/** Makes a project that is one job, in an empty folder. */
export function makeProject(folder: Folder, names: JobNames, isEsm: boolean): void {
  folder.write('package.json', manifestFile(names.name, { isEsm }));
  folder.write('nest-cli.json', nestCliFile());
  folder.write('tsconfig.json', tsconfigFile());
  folder.write('tsconfig.build.json', tsconfigBuildFile());
  folder.write('.gitignore', gitignoreFile());
  makeFiles(folder, names, {
    isEsm,
    runner: 'vitest',
    sources: 'src/',
    beside: '',
    image: {
      dockerfile: 'Dockerfile',
      entry: 'dist/main.js',
      settings: '',
      build: 'npm run build',
    },
  });
}
