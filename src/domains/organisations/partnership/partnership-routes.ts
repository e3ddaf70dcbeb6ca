import { hasRole } from '#platform/actor'
import { type LandingLink, LandingPage } from '#platform/govuk'
import { forRoles, page, type Route, route } from '#platform/http'
import { fullRoles } from '../role.ts'

/** How the partnership is arranged: what there is to read or set, and for whom. */
const links: readonly (LandingLink & { roles: readonly string[] })[] = [
  {
    text: 'Setting up',
    href: '/setup',
    about: 'The six steps of a new partnership, what each still lacks, and the configuration as a file.',
    roles: ['coordinator'],
  },
  {
    text: 'Who covers what',
    href: '/organisations',
    about: 'The organisations of the partnership, their areas and how to reach them.',
    roles: fullRoles,
  },
  {
    text: 'Routing',
    href: '/triage/simulator',
    about: 'Where a report would go and why, and the rules that send it there.',
    roles: fullRoles,
  },
  {
    text: 'Times to answer',
    href: '/answer-times',
    about: 'By when each organisation decides on a report, and where that comes from.',
    roles: ['triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator'],
  },
  {
    text: 'Quiet Monitored Cases',
    href: '/quiet-rules',
    about: 'When a Monitored Case in which nothing happens is reviewed.',
    roles: ['triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator'],
  },
  {
    text: 'How long evidence is kept',
    href: '/evidence-retention',
    about: 'After its record has ended, by kind and outcome, and where that was decided.',
    roles: ['triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator'],
  },
  {
    text: 'Sign language',
    href: '/sign-language',
    about: 'Your video or video relay service in British Sign Language, which the public is offered.',
    roles: ['coordinator'],
  },
  {
    text: 'Sharing',
    href: '/sharing/agreements',
    about: 'Agreements, the rules under them that share by themselves, and panels.',
    roles: fullRoles,
  },
  {
    text: 'People',
    href: '/people',
    about: 'Who works for whom and in which role, cover for absences, light accounts.',
    roles: ['coordinator', 'supervisor'],
  },
  {
    text: 'Accounts',
    href: '/accounts',
    about: 'How people sign in, and a new start for somebody who cannot.',
    roles: ['coordinator'],
  },
  {
    text: 'Directories',
    href: '/directory',
    about: 'What an organisation’s own directory of people gives its groups.',
    roles: ['coordinator'],
  },
  {
    text: 'Incidents from other systems',
    href: '/intake',
    about: 'What command and control and records systems send, what their codes mean, and how they are told.',
    roles: ['coordinator', 'supervisor'],
  },
  {
    text: 'Context layers',
    href: '/layers',
    about: 'Figures of areas that partners put beside the records, which are counted nowhere.',
    roles: ['coordinator'],
  },
  {
    text: 'Support services',
    href: '/support-services',
    about: 'To whom victims are referred for support, for what and where.',
    roles: ['coordinator'],
  },
  {
    text: 'Questions',
    href: '/question-sets',
    about: 'What the public is asked about each type, what is proposed, and from which day it is asked.',
    roles: ['coordinator', 'information_governance'],
  },
  {
    text: 'Changes of the configuration',
    href: '/changes',
    about: 'What was proposed, who voted how and what came of it; how many approvals a change needs.',
    roles: ['coordinator', 'information_governance'],
  },
  {
    text: 'Procedures of Case Reviews',
    href: '/reviews/procedures',
    about: 'When an ASB Case Review must be done, its times and the relevant bodies, district by district.',
    roles: ['coordinator', 'supervisor', 'information_governance'],
  },
  {
    text: 'How the service is',
    href: '/service',
    about: 'What is promised of the service, what it keeps, and what goes wrong now.',
    roles: ['coordinator'],
  },
  {
    text: 'Reorganisations',
    href: '/organisations/reorganisations',
    about: 'Organisations and areas that merge or split, planned for a day.',
    roles: ['coordinator'],
  },
]

export const partnershipRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/partnership',
    permission: forRoles(...fullRoles),
    audit: 'nothing',
    handler: async ({ actor }) =>
      page((frame) =>
        LandingPage({
          frame,
          title: 'The partnership',
          links: links.filter(({ roles }) => hasRole(actor, ...roles)),
        }),
      ),
  }),
]
