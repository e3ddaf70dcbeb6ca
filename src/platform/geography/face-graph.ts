import { orient2d } from 'robust-predicates'
import type { Position } from './geometry.ts'
import type { Line } from './node-lines.ts'

/** One direction of an edge; `face` lies on its left hand. */
export class HalfEdge {
  from: Position
  to: Position
  twin: HalfEdge = this
  /** Outgoing edges of `to`, the twin among them, anticlockwise. */
  around: HalfEdge[] = []
  /** How many times each ring runs this way, less the times it runs back. */
  passes = new Map<number, number>()
  face: Face | undefined

  constructor(from: Position, to: Position) {
    this.from = from
    this.to = to
  }
}

/** A piece of the plane that no line divides, with how often each ring goes round it. */
export type Face = { windings: Map<number, number> }

/** Builds the graph of lines that meet only in their ends, and tells every face how often each ring goes round it. */
export function buildFaces(lines: readonly Line[]): HalfEdge[] {
  const edges = halfEdgesOf(lines)
  const outgoing = Map.groupBy(edges, (edge) => edge.from.join())
  for (const around of outgoing.values()) around.sort(byAngle)
  for (const edge of edges) edge.around = outgoing.get(edge.to.join()) ?? []
  for (const piece of connectedPieces(edges, outgoing)) {
    const west = piece.reduce((a, b) => (isBefore(b.from, a.from) ? b : a))
    // Nothing lies west of the westernmost corner, so beyond its last edge, anticlockwise, is the outside of the piece.
    const outermost = outgoing.get(west.from.join())?.at(-1) ?? west
    const members = new Set(piece)
    walkFace(outermost, { windings: windingsAt(west.from, edges, members) })
    spread(outermost)
  }
  return edges
}

/** The next edge, among those wanted, along the ground on this edge's left. */
export function nextAlong(edge: HalfEdge, isWanted: (candidate: HalfEdge) => boolean): HalfEdge {
  const { around, twin } = edge
  const place = around.indexOf(twin)
  for (let step = 1; step <= around.length; step += 1) {
    const candidate = around[(place - step + around.length * 2) % around.length]
    if (candidate && isWanted(candidate)) return candidate
  }
  return twin
}

function halfEdgesOf(lines: readonly Line[]): HalfEdge[] {
  const known = new Map<string, HalfEdge>()
  for (const { start, end, ring } of lines) {
    const key = `${start.join()} ${end.join()}`
    const edge = known.get(key) ?? makeEdge(start, end)
    known.set(key, edge)
    known.set(`${end.join()} ${start.join()}`, edge.twin)
    edge.passes.set(ring, (edge.passes.get(ring) ?? 0) + 1)
    edge.twin.passes.set(ring, (edge.twin.passes.get(ring) ?? 0) - 1)
  }
  return [...known.values()]
}

function makeEdge(from: Position, to: Position): HalfEdge {
  const edge = new HalfEdge(from, to)
  edge.twin = new HalfEdge(to, from)
  edge.twin.twin = edge
  return edge
}

/** Anticlockwise from just past due south: first those that go east, then those that go west. */
function byAngle(a: HalfEdge, b: HalfEdge): number {
  const half = isEastward(a) - isEastward(b)
  if (half !== 0) return -half
  return Math.sign(leftTurn(a.from, b.to, a.to))
}

const isEastward = ({ from, to }: HalfEdge) => (isBefore(from, to) ? 1 : 0)

/** Positive when c lies on the left of the line from a to b (robust-predicates reckons with y downwards). */
const leftTurn = (a: Position, b: Position, c: Position) => -orient2d(a[0], a[1], b[0], b[1], c[0], c[1])

const isBefore = (a: Position, b: Position) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

function connectedPieces(edges: HalfEdge[], outgoing: Map<string, HalfEdge[]>): HalfEdge[][] {
  const seen = new Set<HalfEdge>()
  const pieces: HalfEdge[][] = []
  for (const first of edges) {
    if (seen.has(first)) continue
    const piece: HalfEdge[] = []
    const waiting = [first]
    seen.add(first)
    for (let edge = waiting.pop(); edge; edge = waiting.pop()) {
      piece.push(edge)
      for (const next of [edge.twin, ...(outgoing.get(edge.from.join()) ?? [])]) {
        if (!seen.has(next)) waiting.push(next)
        seen.add(next)
      }
    }
    pieces.push(piece)
  }
  return pieces
}

/** How often the rings of other pieces go round a corner of this one, by counting crossings of a ray due east. */
function windingsAt(
  [x, y]: Position,
  edges: HalfEdge[],
  ownPiece: ReadonlySet<HalfEdge>,
): Map<number, number> {
  const windings = new Map<number, number>()
  for (const edge of edges) {
    const isUpward = edge.from[1] <= y && edge.to[1] > y
    if (!isUpward || ownPiece.has(edge) || leftTurn(edge.from, edge.to, [x, y]) <= 0) continue
    for (const [ring, passes] of edge.passes) windings.set(ring, (windings.get(ring) ?? 0) + passes)
  }
  return windings
}

function walkFace(first: HalfEdge, face: Face): void {
  for (let edge = first; edge.face === undefined; edge = nextAlong(edge, () => true)) {
    edge.face = face
  }
}

/** From a face already told, tells its neighbours, and theirs. */
function spread(outermost: HalfEdge): void {
  const waiting = [outermost]
  for (let start = waiting.pop(); start; start = waiting.pop()) {
    let edge = start
    do {
      if (edge.twin.face === undefined && edge.face !== undefined) {
        const windings = new Map(edge.face.windings)
        for (const [ring, passes] of edge.passes) windings.set(ring, (windings.get(ring) ?? 0) - passes)
        walkFace(edge.twin, { windings })
        waiting.push(edge.twin)
      }
      edge = nextAlong(edge, () => true)
    } while (edge !== start)
  }
}
