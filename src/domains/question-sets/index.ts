/**
 * How the partnership changes the questions that the public is asked: drafted by a co-ordinator, approved by a second
 * person, asked from a day on. The sets themselves, and the form that asks them, are the reports domain's.
 */
import type { Route } from '#platform/http'
import { localRoutes } from './local/local-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import { editorRoutes } from './question-set-routes.ts'

export const questionSetRoutes: readonly Route[] = [...editorRoutes, ...previewRoutes, ...localRoutes]
