/** The names under which Azure Storage and Microsoft Entra ID carry a secret. */
const NAME = String.raw`AccountKey|SharedAccessSignature|(?:\b|%(?:25){0,4}[0-9a-f]{2})sig|(?:access|refresh)_token|client_(?:secret|assertion)|x-identity-header`;
/** Between name and value: in a connection string, a URL, JSON, and each of them within another. */
const SEPARATOR = String.raw`\\{0,4}"?\s*(?:[=:]|%(?:25){0,4}3[ad])\s*\\{0,4}"?`;
const SECRETS = new RegExp(
  String.raw`((?:${NAME})${SEPARATOR}|\b(?:Bearer|SharedKey)(?:\s|%20|\+))[^;&\s"']+`,
  'gi',
);

/** A JSON web token, by its looks: errors of `@azure/identity` may repeat an answer in which it has no name. */
const TOKEN = /(?<![\w-])eyJ[\w-]{8}[\w-]*\.[\w-]{8}[\w-]*(?:\.[\w-]*)?/g;

/** Replaces the value of every account key, signature and token in a text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(SECRETS, '$1[redacted]').replace(TOKEN, '[redacted]');
}
