/** What a program tells of itself when it ends: what it has used, in milliseconds and MiB. */
export interface Observed {
  /** Of the processor, by all threads, in the program and in the kernel. */
  readonly cpu: number;
  readonly peakMemory: number;
  /** The part after the first request, absent when there was none. */
  readonly working?: { readonly cpu: number; readonly wall: number };
}
