/** The names under which Azure Storage and Microsoft Entra ID carry a secret, and what stands between name and secret. */
const SECRETS =
  /\b((?:AccountKey|SharedAccessSignature|sig)"?\s*[=:]\s*"?|(?:Bearer|SharedKey)\s)[^;&\s"']+/gi;

/** Replaces the value of every account key, signature and token in a text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(SECRETS, '$1[redacted]');
}
