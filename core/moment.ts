/** When what is being read was captured: the frame's number and time. Of kept payload (payload-order.ts) that is earlier. */

export let frame: i32 = 0;
export let timeNs: f64 = 0;

@inline
export function setMoment(ofFrame: i32, atNs: f64): void {
  frame = ofFrame;
  timeNs = atNs;
}
