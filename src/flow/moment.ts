/**
 * When something happened: a frame's number and its time. The tracker has one, moved from segment to segment and
 * handed down: a time that is passed as a number of its own would be boxed by the engine once a call.
 */
export class Moment {
  frame = 0;
  /** Not a small integer, so that the field holds a double from the start and is changed in place. */
  timeNs = 0.5;

  move(frame: number, timeNs: number): void {
    this.frame = frame;
    this.timeNs = timeNs;
  }
}

export function momentAt(frame: number, timeNs: number): Moment {
  const moment = new Moment();
  moment.move(frame, timeNs);
  return moment;
}
