import { z } from 'zod'
import { today } from '#platform/clock'
import type { Route } from '#platform/http'
import { changeRoute, requestParams } from './change-route.ts'
import {
  answerContribution,
  askContribution,
  contributionDue,
  decideContribution,
  withdrawContribution,
} from './contributions.ts'
import { askForm, refuseForm } from './subject-request.ts'

const list = '/governance/subject-access'

/** Other organisations are asked, accept or refuse, and answer. */
export const contributionRoutes: readonly Route[] = [
  changeRoute({
    path: 'contributions',
    form: 'ask',
    audit: 'disclose',
    params: requestParams,
    schema: () => askForm,
    async work({ db, actor, clock, audit }, found, { partner, message }) {
      const { recipient } = await askContribution(db, actor, found, {
        partnerId: partner,
        message,
        dueOn: contributionDue(today(clock), found.dueOn),
      })
      audit({ kind: 'subject_request', id: found.id, recipient, reason: 'Asked what they hold' })
      return `${list}/${found.reference}#contributions`
    },
  }),
  changeRoute({
    path: 'contributions/:contribution/withdraw',
    form: 'withdraw',
    audit: 'alter',
    params: requestParams.extend({ contribution: z.uuid() }),
    schema: () => z.object({}),
    async work({ db, params, audit }, found) {
      const { recipient } = await withdrawContribution(db, found, params.contribution)
      audit({ kind: 'subject_request', id: found.id, summary: `${recipient} asked no longer` })
      return `${list}/${found.reference}#contributions`
    },
  }),
  changeRoute({
    path: 'accept',
    form: 'accept',
    audit: 'alter',
    params: requestParams,
    schema: () => z.object({}),
    async work({ db, actor, clock, audit }, found) {
      await decideContribution(db, actor, found, { status: 'accepted', reason: '', now: clock.now() })
      audit({ kind: 'subject_request', id: found.id, summary: 'contribution accepted' })
      return undefined
    },
  }),
  changeRoute({
    path: 'refuse',
    form: 'refuse',
    audit: 'alter',
    params: requestParams,
    schema: () => refuseForm,
    async work({ db, actor, clock, audit }, found, { why }) {
      await decideContribution(db, actor, found, { status: 'refused', reason: why, now: clock.now() })
      audit({ kind: 'subject_request', id: found.id, summary: 'contribution refused', reason: why })
      return list
    },
  }),
  changeRoute({
    path: 'answer',
    form: 'answer',
    audit: 'disclose',
    params: requestParams,
    schema: () => z.object({}),
    async work({ db, actor, clock, audit }, found) {
      const given = await answerContribution(db, actor, found, clock.now())
      audit({
        kind: 'subject_request',
        id: found.id,
        recipient: found.organisationName,
        reason: 'Subject access request',
        summary: `${given} records given`,
      })
      return undefined
    },
  }),
]
