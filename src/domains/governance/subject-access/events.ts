import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** Somebody asked for the package of an approved request. */
export const subjectPackageAsked = defineEvent('subject-package.asked', z.object({ packageId: z.uuid() }))
