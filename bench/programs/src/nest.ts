import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Module({})
class AppModule {}

// A Nest application that does nothing: what the framework alone costs.
const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
await app.close();
