/** What the drawing of a design is about: what can be chosen in it, and where its lines run. */
import { BOX, type Point } from './layout';
import type { Kind } from './text';

/** What is chosen on the canvas. */
export type Choice = { kind: Kind; id: string };

/** What a part that is dragged onto the stage is carried as. */
export const CARRIED = 'application/x-onsite-part';

/** Room that a line keeps before it turns back. */
const TURN = 60;

/** How far before a box a line ends, so that its tip is not under the handle. */
const TIP = 7;

/** Where a line leaves a box, and where one comes in. */
export const out = ({ x, y }: Point): Point => ({ x: x + BOX.width, y: y + BOX.height / 2 });
export const into = ({ x, y }: Point): Point => ({ x: x - TIP, y: y + BOX.height / 2 });

/** A bow from one place to another; one that leads back goes below what lies between. */
function bow(from: Point, to: Point): { path: string; middle: Point } {
  const ahead = to.x - from.x;
  const reach = ahead > 0 ? ahead / 2 : TURN + Math.sqrt(-ahead) * 4;
  const sag = ahead <= 0 && Math.abs(to.y - from.y) < BOX.height ? BOX.height * 1.4 : 0;
  const [one, other] = [
    { x: from.x + reach, y: from.y + sag },
    { x: to.x - reach, y: to.y + sag },
  ];
  return {
    path: `C${one.x} ${one.y} ${other.x} ${other.y} ${to.x} ${to.y}`,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 0.75 * sag },
  };
}

/** A line between two places through rooms as wide as boxes, and its middle. */
export function curve(
  from: Point,
  to: Point,
  rooms: Point[] = [],
): { path: string; middle: Point } {
  const parts = [`M${from.x} ${from.y}`];
  let last = from;
  for (const { x, y } of rooms) {
    const level = y + BOX.height / 2;
    parts.push(bow(last, { x, y: level }).path, `H${x + BOX.width}`);
    last = { x: x + BOX.width, y: level };
  }
  const end = bow(last, to);
  const room = rooms[Math.floor(rooms.length / 2)];
  return {
    path: [...parts, end.path].join(''),
    middle: room ? { x: room.x + BOX.width / 2, y: room.y + BOX.height / 2 } : end.middle,
  };
}
