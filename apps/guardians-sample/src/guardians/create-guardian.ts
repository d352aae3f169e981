import { IsInt, IsNotEmpty, IsOptional, IsString, Min } from 'class-validator';

/** Asks for a guardian: `{ "type": "guardian.create", "name": "Groot" }`. */
export class CreateGuardian {
  /** Who is to be created. */
  @IsString()
  @IsNotEmpty()
  readonly name!: string;

  /** How many deliveries fail before one succeeds, to see what happens then. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly failures: number = 0;

  /** In milliseconds: how long its weapon takes to forge. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly forging: number = 150;
}
