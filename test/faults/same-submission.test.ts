import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, type Installation } from '#platform/database'
import { addFinishedDrafts, shownOn } from '../support/drafts.ts'
import { inNorthWest } from '../support/partnership.ts'
import { fileReport, isWhole, readKept, seedFiling, sentReport } from './filing.ts'
import {
  buildProduct,
  installationIn,
  makeDataFolder,
  type RunningProduct,
  startProduct,
} from './running-product.ts'

const data = makeDataFolder()
let product: RunningProduct
let installation: Installation
let token: string

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder)
  installation = await installationIn(data.folder)
  token = await seedFiling(installation)
})

afterAll(async () => {
  await product.stop()
  await data.remove()
})

const twenty = Array.from({ length: 20 })

test('one submission sent twenty times at once by a machine, and once more later, is one report', async () => {
  const sent = { key: 'twenty', body: { ...sentReport(1), sender_reference: 'twenty' } }
  const answers = await Promise.all(twenty.map(() => fileReport(product.address, token, sent)))
  const later = await fileReport(product.address, token, sent)
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([...twenty.slice(1).map(() => 200), 201])
  expect(later.status).toBe(200)
  expect(new Set([...answers, later].map(({ reference }) => reference)).size).toBe(1)
  const kept = (await readKept(installation)).filter(({ source }) => source === 'twenty')
  expect(kept).toHaveLength(1)
  expect(kept[0]).toSatisfy(isWhole)
})

test('the form’s button pressed twenty times at once, and again on a page left open, files one report', async () => {
  const [draft] = await addFinishedDrafts(installation, 1, inNorthWest)
  const address = `${product.address}/report/${draft}/check`
  const shown = shownOn(await (await fetch(address)).text())
  const press = async () => {
    const { status, headers } = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ shown }),
    })
    return { status, location: headers.get('location') }
  }
  const answers = await Promise.all(twenty.map(press))
  for (const answer of [...answers, await press()])
    expect(answer).toEqual({ status: 303, location: `/report/${draft}/done` })
  const counted = await asOwner(installation, async (owner) => {
    const { rows } = await owner.query(
      `select count(*) as reports, sum((select count(*) from timeline_entry
         where report_id = report.id and kind = 'filed')) as entries
       from report where channel = 'public_form'`,
    )
    return rows[0]
  })
  expect(counted).toEqual({ reports: 1, entries: '1' })
})
