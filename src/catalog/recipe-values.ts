/** Numbers as settings want them. None of these ever gives 0, which to most settings means "off" or "for ever". */

/** "8s", "8500ms": nginx, HAProxy, Go, Spring, Apache httpd. */
export function withUnit(valueS: number): string {
  const ms = milliseconds(valueS);
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** "8s", "8.5s": the JSON form of google.protobuf.Duration, which Envoy and Istio read. */
export function protobufSeconds(valueS: number): string {
  return `${seconds(valueS)}s`;
}

/** Without a unit, with a fraction where there is one. */
export function seconds(valueS: number): number {
  return milliseconds(valueS) / 1000;
}

export function milliseconds(valueS: number): number {
  return Math.max(1, Math.round(valueS * 1000));
}

/** "Duration.ofSeconds(8)", "Duration.ofMillis(8500)": the same in the words of a language. */
export function timeCall(valueS: number, ofSeconds: string, ofMilliseconds: string): string {
  const ms = milliseconds(valueS);
  return ms % 1000 === 0 ? `${ofSeconds}(${ms / 1000})` : `${ofMilliseconds}(${ms})`;
}

export function goDuration(valueS: number): string {
  const ms = milliseconds(valueS);
  return ms % 1000 === 0 ? `${ms / 1000} * time.Second` : `${ms} * time.Millisecond`;
}

/** For the side that must give up first. */
export function wholeSecondsDown(valueS: number): number {
  return Math.max(1, Math.floor(valueS));
}

/** For the side that must hold out. */
export function wholeSecondsUp(valueS: number): number {
  return Math.max(1, Math.ceil(valueS));
}

export function wholeMinutesUp(valueS: number): number {
  return Math.max(1, Math.ceil(valueS / 60));
}

export function count(value: number): number {
  return Math.max(1, Math.floor(value));
}

/** "00:01:15": the time spans of IIS. */
export function clock(valueS: number): string {
  const whole = wholeSecondsUp(valueS);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
