export const pageIsMissing = (path: string) =>
  `What explains texts is not at ${path}: this queue-job was taken out of its package. Run "npx nestjs-queue-job-cli explain" instead.`;

export const NOTHING_FOUND =
  'Nothing here explains this. It may be a text of the application, of KEDA or of Kubernetes; "queue-job explain" lists what is known.';

export const NOTHING_WRONG =
  'No line is known here to tell of anything wrong. What the application itself tells is not known.';
