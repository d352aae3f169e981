// An application with one of each of Nest's enhancers around its executor.
import {
  Catch,
  Injectable,
  Module,
  NotFoundException,
  UseFilters,
  UseGuards,
  UsePipes,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import {
  PoisonMessageError,
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  RetryMessageError,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { tap, type Observable } from 'rxjs';

/** What a message asks for. */
export interface Visit {
  readonly name: string;
  /** The guard lets it pass from the second delivery on only. */
  readonly isEarly?: boolean;
  /** The executor does not find whom it is about. */
  readonly isMissing?: boolean;
}

/** What the application tells the test of every step of a delivery. */
export interface Step {
  readonly event: 'step';
  readonly at: 'guard' | 'before' | 'pipe' | 'execute' | 'after' | 'filter';
  /** What is seen there: a kind of context, a name, an error. */
  readonly sees: string;
}

function tellStep(at: Step['at'], sees: string): void {
  process.send?.({ event: 'step', at, sees } satisfies Step);
}

@Injectable()
class EarlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [{ body, dequeueCount }] = context.getArgs<[QueueMessage<Visit>]>();
    tellStep('guard', context.getType());
    if (body.isEarly === true && dequeueCount === 1) {
      throw new RetryMessageError('It is too early.', { delay: '3s' });
    }
    return true;
  }
}

@Injectable()
class TellingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [{ body }] = context.getArgs<[QueueMessage<Visit>]>();
    tellStep('before', body.name);
    return next.handle().pipe(tap(() => tellStep('after', body.name)));
  }
}

@Injectable()
class TrimPipe implements PipeTransform<Visit> {
  transform(body: Visit): Visit {
    tellStep('pipe', body.name);
    return { ...body, name: body.name.trim() };
  }
}

@Catch(NotFoundException)
class NotFoundFilter implements ExceptionFilter {
  catch(error: NotFoundException): never {
    tellStep('filter', error.message);
    throw new PoisonMessageError(error.message, { cause: error });
  }
}

@QueueMessageExecutor()
class VisitExecutor implements IQueueMessageExecutor<Visit> {
  @UseGuards(EarlyGuard)
  @UsePipes(TrimPipe)
  @UseFilters(NotFoundFilter)
  execute({ body: { name, isMissing } }: QueueMessage<Visit>): void {
    tellStep('execute', name);
    if (isMissing === true) throw new NotFoundException(`There is no ${name}.`);
  }
}

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [VisitExecutor, { provide: APP_INTERCEPTOR, useClass: TellingInterceptor }],
})
class EnhancedModule {}

await QueueJobFactory.run(EnhancedModule);
