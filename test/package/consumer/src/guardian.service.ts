import { Injectable } from '@nestjs/common';

@Injectable()
export class GuardianService {
  create(name: string): string {
    return `${name} is created.`;
  }
}
