import { Expose, Transform } from 'class-transformer';
import { IsNotEmpty, IsString } from 'class-validator';

export class CreateGuardian {
  @Expose()
  @Transform(({ obj }: { obj: Readonly<Record<string, unknown>> }) => obj['name'] ?? obj['title'])
  @IsString()
  @IsNotEmpty()
  readonly name!: string;
}
