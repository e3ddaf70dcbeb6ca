const narrow = window.matchMedia('(max-width: 40.0525em)')

/** What a table, its rows and its cells are, said in full: another `display` takes it from them in some browsers. */
const roles: readonly (readonly [selector: string, role: string])[] = [
  ['thead, tbody', 'rowgroup'],
  ['tr', 'row'],
  ['th[scope="col"]', 'columnheader'],
  ['th[scope="row"]', 'rowheader'],
  ['td', 'cell'],
]

/** Stacks a table whose columns do not fit a narrow window; where each cell stands below no head, it stays as it is. */
export function stackWhereNarrow(table: HTMLElement): void {
  if (!(table instanceof HTMLTableElement) || !nameCells(table)) return
  const arrange = () => {
    table.classList.remove('app-stacked')
    const room = table.parentElement?.clientWidth ?? 0
    if (narrow.matches && table.scrollWidth > room) table.classList.add('app-stacked')
  }
  arrange()
  narrow.addEventListener('change', arrange)
}

/** A head that asks needs no colon. */
function labelOf(head: HTMLTableCellElement | undefined): string {
  const text = head?.textContent.trim() ?? ''
  return text === '' || text.endsWith('?') ? text : `${text}:`
}

/** Gives each cell the name of its column; false where a row has other cells than the head. */
function nameCells(table: HTMLTableElement): boolean {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])]
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  if (heads.length < 3 || rows.some(({ cells }) => cells.length !== heads.length)) return false
  for (const { cells } of rows)
    for (const [column, cell] of [...cells].entries())
      if (column > 0) cell.dataset.column = labelOf(heads[column])
  table.setAttribute('role', 'table')
  for (const [selector, role] of roles)
    for (const part of table.querySelectorAll(selector)) part.setAttribute('role', role)
  return true
}
