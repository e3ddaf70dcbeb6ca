import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** A report was filed, by any door. */
export const reportFiled = defineEvent('report.filed', z.object({ reportId: z.uuid() }), {
  isFrequent: true,
})
