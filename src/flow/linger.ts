/** A finished connection waits this long for late segments before it is put away. */
export const LINGER_NS = 15e9;
/** Those that are due are put away together, at most so much later; a segment finds its own connection put away in time. */
export const LINGER_SLACK_NS = 1e9;
