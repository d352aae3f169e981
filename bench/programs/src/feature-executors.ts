import {
  Injectable,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  Catch,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { IsInt, IsNotEmpty, IsString, Min } from 'class-validator';
import { QueueMessageExecutor, type IQueueMessageExecutor } from 'nestjs-queue-job';
import type { Observable } from 'rxjs';
import { z } from 'zod';

/** Work that takes no time. */
abstract class NoWork implements IQueueMessageExecutor {
  execute(): Promise<void> {
    return Promise.resolve();
  }
}

@QueueMessageExecutor()
class PlainExecutor extends NoWork {}

class Guardian {
  @IsString()
  @IsNotEmpty()
  readonly name!: string;

  @IsInt()
  @Min(0)
  readonly age!: number;

  @IsString()
  readonly planet!: string;
}

@QueueMessageExecutor({ payload: Guardian })
class ValidatingExecutor extends NoWork {}

const guardian = z.object({
  name: z.string().nonempty(),
  age: z.int().min(0),
  planet: z.string(),
});

@QueueMessageExecutor({ payload: guardian })
class SchemaExecutor extends NoWork {}

/** Executors for as many types; the first one's is that of every message. */
function typedExecutors(count: number): readonly Type[] {
  return Array.from({ length: count }, (_, index) => {
    @QueueMessageExecutor({ type: index === 0 ? 'guardian.create' : `guardian.${index}` })
    class TypedExecutor extends NoWork {}
    return TypedExecutor;
  });
}

@Injectable()
class Guard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Injectable()
class Interceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle();
  }
}

@Injectable()
class Pipe implements PipeTransform {
  transform(value: unknown): unknown {
    return value;
  }
}

@Catch()
class Filter implements ExceptionFilter {
  catch(exception: unknown): never {
    throw exception;
  }
}

@QueueMessageExecutor()
@UseGuards(Guard)
@UseInterceptors(Interceptor)
@UsePipes(Pipe)
@UseFilters(Filter)
class EnhancedExecutor extends NoWork {}

/** The executors that show a feature, by its name. */
export const EXECUTORS: Readonly<Record<string, readonly Type[]>> = {
  plain: [PlainExecutor],
  'payload by class': [ValidatingExecutor],
  'payload by schema': [SchemaExecutor],
  'routing among 20': typedExecutors(20),
  enhancers: [EnhancedExecutor],
};
