import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

/** A meeting of a panel was held: its rule for afterwards is to be carried out. */
export const panelHeld = defineEvent('panel.held', z.object({ meetingId: z.uuid() }))
