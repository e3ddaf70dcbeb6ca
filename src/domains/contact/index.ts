/**
 * What happens between the reporter and us after filing: messages both ways under their wishes, the private page of a
 * report, "it happened again", diaries, what came without a place to go, and the Case Review explained.
 */
import { lostLinkRoutes } from './lost-link/lost-link-routes.ts'
import { statusPageRoutes } from './public/routes.ts'
import { threadRoutes } from './staff/thread-routes.ts'
import { workRoutes } from './staff/work-routes.ts'
import { victimListRoutes } from './victim/list-routes.ts'
import { surveyRoutes } from './victim/survey-routes.ts'

export { dueOn, unmatchedDueAt } from './clocks.ts'
export { besideReport } from './followers/beside-report.tsx'
export { followRoutes } from './followers/follow-routes.ts'
export { neighbourRoutes, neighboursTab } from './followers/neighbours-routes.ts'
export { callAboutNudges, nudgeAboutUpdates } from './followers/nudge.ts'
export { nudgeWork } from './followers/nudge-work.ts'
export { endStaleFollowers, putInFollowLink, tellFollowers } from './followers/tell-followers.ts'
export { forgetAskedLinks, putInAskedLink, sendAskedLinks } from './lost-link/send-links.ts'
export { needsRoutes } from './needs/needs-routes.ts'
export { needsWork, supportWork } from './needs/needs-work.ts'
export { partnerReferralRoutes } from './needs/partner-routes.ts'
export { supportServiceRoutes } from './needs/service-routes.ts'
export { channelNames, chooseWay, isDiscreet } from './safe-contact.ts'
export { contactPanel } from './staff/contact-panel.tsx'
export { linkMark, putInLink } from './status-link.ts'
export { tellNews } from './tell-news.ts'
export { contactDueWork, promiseWork } from './victim/contact-work.ts'
export { keepInTouch } from './victim/keep-in-touch.ts'
export { contactChannelNames, outcomeNames as contactOutcomeNames } from './victim/plan.ts'
export { contactTab, victimContactRoutes } from './victim/plan-routes.ts'
export { surveyAnswers, surveyQuestions } from './victim/survey.ts'
export { statusPageRoutes }
export const contactRoutes = [
  ...lostLinkRoutes,
  ...statusPageRoutes,
  ...surveyRoutes,
  ...threadRoutes,
  ...workRoutes,
  ...victimListRoutes,
]
export { surveyWordsWork } from './victim/survey-work.ts'
