import { z } from 'zod'
import { defineEvent } from '#platform/jobs'

const handOver = z.object({ handOverId: z.uuid() })

/** A hand-over was asked for. */
export const handOverAsked = defineEvent('hand_over.asked', handOver)
/** A hand-over was accepted or refused. */
export const handOverAnswered = defineEvent('hand_over.answered', handOver)
/** A hand-over was withdrawn, revoked, handed back or finished. */
export const handOverEnded = defineEvent('hand_over.ended', handOver)

export const handOverEvents = [handOverAsked, handOverAnswered, handOverEnded]
