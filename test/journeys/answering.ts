import type { Visitor } from './visitor.ts'

/** Sends the page as it is. */
export const goOn = async (visitor: Visitor): Promise<void> => {
  await visitor.look()
  await visitor.press('Continue')
}

/** Chooses the answers with these labels and sends the page. */
export async function answer(visitor: Visitor, ...labels: string[]): Promise<void> {
  for (const label of labels) await visitor.page.getByLabel(label, { exact: true }).check()
  await goOn(visitor)
}

/** From the front door to the first question about what happened. */
export async function startReport(visitor: Visitor, kind: string): Promise<void> {
  await visitor.page.goto('/')
  await visitor.look()
  await visitor.follow(visitor.page.getByRole('button', { name: 'Start now' }))
  await answer(visitor, 'No')
  await answer(visitor, kind)
}

/** Gives the first answer there is, or some words, and sends the page. */
export async function answerAnything(visitor: Visitor): Promise<void> {
  const choice = visitor.page.locator('main form').locator('input[type=radio], input[type=checkbox]').first()
  if ((await choice.count()) > 0) await choice.check()
  else await visitor.page.locator('main form textarea').fill('Words enough')
  await goOn(visitor)
}
