type Area = { left: number; top: number; width: number; height: number }
const names = ['left', 'top', 'width', 'height'] as const

/** Shows what the fields say as areas on the picture, and fills in the next free fields with what is drawn. */
function drawAreas(picture: HTMLElement, drawing: SVGSVGElement): void {
  const fieldsOf = (at: number) =>
    names.map((name) => document.getElementById(`${name}-${at}`) as HTMLInputElement | null)
  const rows: HTMLInputElement[][] = []
  for (let at = 1; ; at += 1) {
    const fields = fieldsOf(at).filter((field) => field !== null)
    if (fields.length < names.length) break
    rows.push(fields)
  }
  const show = (beingDrawn?: Area) => {
    for (const old of drawing.querySelectorAll('rect')) old.remove()
    const typed = rows.map((row) => row.map(({ value }) => Number.parseFloat(value)))
    const areas = typed.flatMap(([left = 0, top = 0, width = 0, height = 0]) =>
      [left, top, width, height].every(Number.isFinite) ? [{ left, top, width, height }] : [],
    )
    for (const area of beingDrawn ? [...areas, beingDrawn] : areas) {
      const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
      rectangle.setAttribute('x', String(area.left))
      rectangle.setAttribute('y', String(area.top))
      rectangle.setAttribute('width', String(area.width))
      rectangle.setAttribute('height', String(area.height))
      drawing.append(rectangle)
    }
  }
  for (const field of rows.flat()) field.addEventListener('input', () => show())
  show()

  let start: { x: number; y: number } | undefined
  const pointOf = (event: PointerEvent) => {
    const box = picture.getBoundingClientRect()
    const within = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10
    return {
      x: within((event.clientX - box.left) / box.width),
      y: within((event.clientY - box.top) / box.height),
    }
  }
  const areaTo = (end: { x: number; y: number }): Area => {
    const begin = start ?? end
    return {
      left: Math.min(begin.x, end.x),
      top: Math.min(begin.y, end.y),
      width: Math.round(Math.abs(begin.x - end.x) * 10) / 10,
      height: Math.round(Math.abs(begin.y - end.y) * 10) / 10,
    }
  }
  picture.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    start = pointOf(event)
    picture.setPointerCapture(event.pointerId)
  })
  picture.addEventListener('pointermove', (event) => {
    if (start) show(areaTo(pointOf(event)))
  })
  picture.addEventListener('pointerup', (event) => {
    if (!start) return
    const area = areaTo(pointOf(event))
    start = undefined
    const free = rows.find((row) => row.every(({ value }) => value.trim() === ''))
    // A press without a move is no area.
    if (free && area.width >= 0.5 && area.height >= 0.5)
      names.forEach((name, at) => {
        const field = free[at]
        if (field) field.value = String(area[name])
      })
    show()
  })
  // Else the browser takes the picture itself along.
  picture.addEventListener('dragstart', (event) => event.preventDefault())
  picture.addEventListener('pointercancel', () => {
    start = undefined
    show()
  })
}

const picture = document.querySelector<HTMLElement>('[data-module="redact-picture"]')
const drawing = picture?.querySelector<SVGSVGElement>('svg')
if (picture && drawing) drawAreas(picture, drawing)
