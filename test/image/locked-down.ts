/** A pod's surroundings at their strictest: the restricted profile, no file system to write to, little memory, few processes. */
export const LOCKED_DOWN = [
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--memory=256m',
  '--pids-limit=64',
];
