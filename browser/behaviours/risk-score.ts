/**
 * Counts what the answers of a risk form come to while they are given, from the figures that the server wrote beside
 * them (`data-score`, `data-scoring`, `data-bands` as `0=Standard|13=Medium`). What is saved is counted by the server.
 * It asks why an answer is not known where it is not.
 */
export function showRiskScore(form: HTMLElement): void {
  const told = form.querySelector<HTMLElement>('[data-risk-score]')
  if (told === null) return
  const bands = (form.dataset.bands ?? '').split('|').map((band) => {
    const [from = '', name = ''] = band.split('=', 2)
    return { from: Number(from), name }
  })
  const groups = new Set([...radiosOf(form)].map(({ name }) => name))
  const tell = () => {
    for (const because of form.querySelectorAll<HTMLElement>('[data-risk-because]'))
      because.hidden =
        form.querySelector(`input[name="${because.dataset.riskBecause}"][value="unknown"]:checked`) === null
    const scores = [...radiosOf(form)].filter(({ checked }) => checked).map(scoreOf)
    const score =
      form.dataset.scoring === 'highest' ? Math.max(0, ...scores) : scores.reduce((sum, one) => sum + one, 0)
    const band = bands.findLast(({ from }) => score >= from)?.name ?? ''
    const open = groups.size - scores.length
    told.hidden = scores.length === 0
    told.textContent = `Score so far: ${score} of ${form.dataset.highest}, ${band}. ${open === 0 ? 'All is answered.' : `${open} still open.`}`
  }
  form.addEventListener('change', tell)
  tell()
}

const radiosOf = (form: HTMLElement) =>
  form.querySelectorAll<HTMLInputElement>('input[type="radio"][data-score]')
const scoreOf = ({ dataset }: HTMLInputElement) => Number(dataset.score)
