import { z } from 'zod'
import { wordsIn } from '#locales'
import { forRoles, notFound, type Route, route } from '#platform/http'
import { makePdf } from '#platform/pdf'
import { reviewers } from '../lifecycle.ts'
import { getReview, readRecord } from '../read-review.ts'

const pageWords = {
  en: (page: number, pages: number) => `Page ${page} of ${pages}`,
  cy: (page: number, pages: number) => `Tudalen ${page} o ${pages}`,
} as const

/** What the applicant was told, as a letter to print or to send: tagged PDF in their language. */
export const letterRoute: Route = route({
  method: 'GET',
  url: '/reviews/:reference/letters/:event',
  permission: forRoles(...reviewers),
  audit: 'disclose',
  params: z.object({ reference: z.string().max(40), event: z.uuid() }),
  async handler({ db, params, audit }) {
    const review = await getReview(db, params.reference)
    const { events } = await readRecord(db, review.id)
    const told = events.find(({ id, is_told }) => is_told && id === params.event)
    if (told === undefined) throw notFound('letter')
    audit({ kind: 'case_review', id: review.id, recipient: 'Applicant', summary: `letter: ${told.kind}` })
    const { dates, reviews } = wordsIn(review.language)
    const { letters, status } = reviews
    const contact = [review.contactName, review.contactPhone, review.contactEmail].filter(Boolean)
    const isWelsh = review.language === 'cy'
    return {
      type: 'application/pdf',
      headers: { 'content-disposition': `inline; filename="${review.reference}.pdf"` },
      stream: () =>
        makePdf({
          title: letters.about(review.reference),
          language: isWelsh ? 'cy' : 'en-GB',
          author: review.leadName,
          madeAt: told.at,
          pageOf: isWelsh ? pageWords.cy : pageWords.en,
          blocks: [
            {
              lines: [review.applicant.name, ...review.applicant.address.split('\n')].filter(
                (line) => line.trim() !== '',
              ),
            },
            { paragraph: dates.date(told.at) },
            { paragraph: letters.greeting(review.applicant.name) },
            ...told.words.split(/\n{2,}/).map((words) => ({ paragraph: words })),
            ...(contact.length === 0
              ? []
              : [{ heading: status.contact, level: 2 as const }, { lines: contact }]),
          ],
        }),
    }
  },
})
