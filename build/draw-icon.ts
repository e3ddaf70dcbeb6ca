import { Jimp } from 'jimp'

type Point = readonly [x: number, y: number]
type Shape = { fill: readonly [number, number, number]; holds(point: Point): boolean }

/** Points to a side of a pixel at which shapes are looked at, so that edges are smooth. */
const samples = 3

/**
 * Draws browser/icon.svg as a PNG of so many pixels a side: browsers install an app by pictures of fixed sizes. Knows
 * what that file uses and no more of SVG: a rounded rectangle, circles, and paths of M, a, c, s and z.
 */
export async function drawIcon(svg: string, size: number): Promise<Buffer> {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1])
  const shapes = [...svg.matchAll(/<(rect|circle|path) ([^>]*)\/>/g)].map(([, kind = '', attributes = '']) =>
    readShape(
      kind,
      Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])),
    ),
  )
  const data = Buffer.alloc(size * size * 4)
  for (let at = 0; at < size * size; at += 1) {
    const sum = [0, 0, 0, 0]
    for (let sample = 0; sample < samples * samples; sample += 1) {
      const x = ((at % size) + ((sample % samples) + 0.5) / samples) * (side / size)
      const y = (Math.floor(at / size) + (Math.floor(sample / samples) + 0.5) / samples) * (side / size)
      const top = shapes.findLast(({ holds }) => holds([x, y]))
      for (const [channel, value] of [...(top?.fill ?? [0, 0, 0]), top ? 255 : 0].entries())
        sum[channel] = (sum[channel] ?? 0) + value
    }
    const covered = (sum[3] ?? 0) / 255
    for (let channel = 0; channel < 3; channel += 1)
      data[at * 4 + channel] = covered === 0 ? 0 : Math.round((sum[channel] ?? 0) / covered)
    data[at * 4 + 3] = Math.round((sum[3] ?? 0) / (samples * samples))
  }
  return new Jimp({ width: size, height: size, data }).getBuffer('image/png')
}

function readShape(kind: string, attributes: Record<string, string | undefined>): Shape {
  const number = (name: string) => Number(attributes[name] ?? 0)
  const fill = readColour(attributes.fill ?? '#000000')
  if (kind === 'circle') {
    const [x, y, radius] = [number('cx'), number('cy'), number('r')]
    return { fill, holds: ([px, py]) => Math.hypot(px - x, py - y) <= radius }
  }
  if (kind === 'rect') {
    const [width, height, radius] = [number('width'), number('height'), number('rx')]
    return {
      fill,
      holds: ([x, y]) =>
        Math.hypot(
          x - Math.min(Math.max(x, radius), width - radius),
          y - Math.min(Math.max(y, radius), height - radius),
        ) <= radius,
    }
  }
  const outline = readPath(attributes.d ?? '')
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)]
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return {
    fill,
    holds: ([x, y]) => x >= west && x <= east && y >= north && y <= south && isInside(outline, [x, y]),
  }
}

function readColour(text: string): [number, number, number] {
  const digits = text.slice(1)
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  const at = (from: number) => Number.parseInt(long.slice(from, from + 2), 16)
  return [at(0), at(2), at(4)]
}

const steps = 16

/** One closed outline as points. Arcs are of a circle, and less than half of it. */
function readPath(path: string): Point[] {
  const outline: Point[] = []
  let [x, y] = [0, 0]
  let control: Point = [0, 0]
  for (const [, command = '', rest = ''] of path.matchAll(/([MacSsz])([^MacSsz]*)/g)) {
    const n = [...rest.matchAll(/-?\d*\.?\d+/g)].map(Number)
    const at = (index: number): Point => [x + (n[index] ?? 0), y + (n[index + 1] ?? 0)]
    if (command === 'M') [x, y] = [n[0] ?? 0, n[1] ?? 0]
    else if (command === 'a') {
      const end = at(5)
      outline.push(...arc([x, y], end, n[0] ?? 0, n[4] === 1))
      ;[x, y] = end
    } else if (command === 'c' || command === 's') {
      const from: Point = [x, y]
      const first: Point = command === 'c' ? at(0) : [2 * x - control[0], 2 * y - control[1]]
      const [second, end] = command === 'c' ? [at(2), at(4)] : [at(0), at(2)]
      outline.push(...curve(from, first, second, end))
      control = second
      ;[x, y] = end
    }
  }
  return outline
}

function curve(from: Point, first: Point, second: Point, end: Point): Point[] {
  return Array.from({ length: steps }, (_, index): Point => {
    const t = (index + 1) / steps
    const along = (axis: 0 | 1) =>
      (1 - t) ** 3 * from[axis] +
      3 * (1 - t) ** 2 * t * first[axis] +
      3 * (1 - t) * t ** 2 * second[axis] +
      t ** 3 * end[axis]
    return [along(0), along(1)]
  })
}

function arc(from: Point, end: Point, radius: number, isClockwise: boolean): Point[] {
  const middle: Point = [(from[0] + end[0]) / 2, (from[1] + end[1]) / 2]
  const [dx, dy] = [end[0] - from[0], end[1] - from[1]]
  const off = Math.sqrt(Math.max(radius ** 2 - (dx ** 2 + dy ** 2) / 4, 0)) / Math.hypot(dx, dy)
  const way = isClockwise ? 1 : -1
  const centre: Point = [middle[0] - way * dy * off, middle[1] + way * dx * off]
  const start = Math.atan2(from[1] - centre[1], from[0] - centre[0])
  const turn = Math.atan2(end[1] - centre[1], end[0] - centre[0]) - start
  const angle = ((turn * way + 2 * Math.PI) % (2 * Math.PI)) * way
  return Array.from({ length: steps }, (_, index): Point => {
    const at = start + (angle * (index + 1)) / steps
    return [centre[0] + radius * Math.cos(at), centre[1] + radius * Math.sin(at)]
  })
}

/** By how often a line to the right of the point crosses the outline. */
function isInside(outline: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  }
  return inside
}
