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
  const form = visitor.page.locator('main form')
  const choice = form.locator('input[type=radio], input[type=checkbox]').first()
  const words = form.locator('textarea')
  // A page of help asks nothing.
  if ((await choice.count()) > 0) await choice.check()
  else if ((await words.count()) > 0) await words.fill('Words enough')
  await goOn(visitor)
}
