import type { JobNames } from '../names.js';
import type { TestRunner } from '../project.js';

/** How files of a project import each other. */
export interface Style {
  readonly isEsm: boolean;
}

const extension = ({ isEsm }: Style) => (isEsm ? '.js' : '');

export const payloadFile = ({
  className,
}: JobNames) => `import { IsNotEmpty, IsString } from 'class-validator';

/** What a message says. One that says something else is moved to the poison queue, and not executed. */
export class ${className}Payload {
  @IsString()
  @IsNotEmpty()
  readonly name!: string;
}
`;

export const executorFile = (
  { name, className }: JobNames,
  style: Style,
) => `import { Logger } from '@nestjs/common';
import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { ${className}Payload } from './${name}.payload${extension(style)}';

/** Does the work of one message. Returning means done, throwing means try again. */
@QueueMessageExecutor({ payload: ${className}Payload })
export class ${className}Executor implements IQueueMessageExecutor<${className}Payload> {
  private readonly logger = new Logger(${className}Executor.name);

  /** May be called twice for one message. A second parameter is an AbortSignal, for whatever waits. */
  async execute({ body }: QueueMessage<${className}Payload>): Promise<void> {
    this.logger.log(\`\${body.name} is done.\`);
  }
}
`;

export const moduleFile = (
  { name, className }: JobNames,
  style: Style,
) => `import { Module } from '@nestjs/common';
import { QueueJobModule } from 'nestjs-queue-job';
import { ${className}Executor } from './${name}.executor${extension(style)}';

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [${className}Executor],
})
export class ${className}Module {}
`;

/** CommonJS has no `await` at the top; `run` tells every error itself, as an exit code. */
export const mainFile = (
  { name, className }: JobNames,
  style: Style,
) => `import { QueueJobFactory } from 'nestjs-queue-job';
import { ${className}Module } from './${name}.module${extension(style)}';

${style.isEsm ? 'await' : 'void'} QueueJobFactory.run(${className}Module);
`;

/** Jest has its functions without an import. */
export const testFile = (
  { name, className }: JobNames,
  style: Style,
  runner: TestRunner,
) => `import { QueueJobTest } from 'nestjs-queue-job/testing';
${runner === 'vitest' ? "import { expect, it } from 'vitest';\n" : ''}import { ${className}Module } from './${name}.module${extension(style)}';

it('completes a message', async () => {
  const job = await QueueJobTest.create(${className}Module);
  await job.sendBody({ name: 'Groot' });

  const report = await job.run();

  expect(report.counts.completed).toBe(1);
});

it('moves a message without a name to the poison queue', async () => {
  const job = await QueueJobTest.create(${className}Module);
  await job.sendBody({});

  await job.run();

  expect(job.poison.messages).toMatchObject([{ body: {} }]);
});
`;
