/**
 * One declaration a route. A domain's routes.ts is a list of `route({ method, url, permission, audit, …, handler })`;
 * `app.ts` gives all lists to `buildServer`. A handler gets a transaction in which the actor's policies hold, names the
 * records it touched with `context.audit({ kind, id })` and returns `page(frame => <Layout {...frame} title=…>…)`,
 * `pageWithErrors(…)`, `redirect(url)`, `json(…)` or `text(…)`; it throws `notFound()`, `forbidden()`, `conflict()` or
 * `invalid()` to refuse.
 */
export { type Answer, type Frame, json, page, pageWithErrors, redirect, text } from './answer.ts'
export { forAnybody, forMachines, forMembers, forRoles, type Permission } from './permission.ts'
export type { Reentry, SentForm } from './reentry.ts'
export {
  badRequest,
  conflict,
  type FieldProblem,
  forbidden,
  invalid,
  notFound,
  notSignedIn,
  type ProblemKind,
  Refusal,
} from './refusal.ts'
export {
  type Context,
  type Problem,
  type ProblemDocument,
  type Route,
  type RouteLimit,
  route,
  type TransactionParts,
} from './route.ts'
export { buildServer } from './server.ts'
export { type Answered, type HttpServices, ownAddress, type ProblemPage } from './services.ts'
