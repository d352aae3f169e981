// Bare Node: what any program costs before its first line.
export {};
