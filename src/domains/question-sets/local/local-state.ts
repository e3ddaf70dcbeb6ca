import { z } from 'zod'
import { dayField } from '#domains/sharing'
import { hasRole } from '#platform/actor'
import type { FormError, Typed } from '#platform/forms'
import { type Answer, type Context, forRoles, notFound, page } from '#platform/http'
import type { AdvicePage, LocalPageProps } from './local-pages.tsx'
import type { Choices } from './local-words.ts'

export const readers = forRoles('coordinator', 'information_governance')
export const changers = forRoles('coordinator')

export type Any = Context<unknown, unknown, unknown>

const doneWords = { given: 'It holds from its day on.', ended: 'It is ended.' } as const
export const isDone = z.object({ done: z.enum(['given', 'ended']).optional().catch(undefined) })

export type State = {
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
  done?: keyof typeof doneWords | undefined
}

/** Of whom and of which type something holds, and from when. */
export const sharedFields = {
  organisation: z.string('Choose an organisation').regex(/^\d{1,6}$/, 'Choose an organisation'),
  type: z.string('Choose a type').regex(/^[a-z][a-z_]*$/, 'Choose a type'),
  valid_from: dayField('Enter the day from which it holds'),
}

export const inThePast: FormError = {
  field: 'valid_from',
  anchor: 'valid_from',
  message: 'It can hold from today on, not before',
}

/** A form of another day may name what is gone. Throws 404 then. */
export function checkChosen({ organisations, types }: Choices, organisation: string, type: string): void {
  if (!organisations.some(({ id }) => id === Number(organisation))) throw notFound('organisation')
  if (!types.some(({ code }) => code === type)) throw notFound('type')
}

type Common = Omit<LocalPageProps, keyof Choices>

/** The page with what was typed, what is wrong with it or what was done. */
export function show(
  { actor }: Any,
  state: State,
  render: (common: Common) => ReturnType<typeof AdvicePage>,
): Answer {
  const { typed = {}, errors = [], conflict, done } = state
  const status = conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      render({
        frame: { ...frame, hasErrors: status === 422 },
        typed,
        errors,
        conflict,
        done: done && doneWords[done],
        mayChange: hasRole(actor, 'coordinator'),
      }),
    { status },
  )
}
