import type { ServerResponse } from 'node:http';

/** Answers as the endpoint from which a managed identity gets its tokens, in the form that App Service has. */
export function answerToken(response: ServerResponse): void {
  const expiresOn = String(Math.floor(Date.now() / 1_000) + 3_600);
  const token = { access_token: 'token', expires_on: expiresOn, token_type: 'Bearer' };
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ ...token, resource: 'https://storage.azure.com' }));
}
