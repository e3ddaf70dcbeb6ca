import { entriesKeptDays } from '#domains/entry'
import { packageDays } from '#domains/governance'
import type { Surroundings } from '#domains/protection'
import { draftsKeptDays } from '#domains/reports'
import type { Route } from '#platform/http'
import { proofMinutes } from '#platform/sign-in'
import type { Settings } from './settings.ts'

/** What this installation is, for impact assessments: read from its settings and its routes, never typed. */
export function surroundingsOf(settings: Settings, routes: () => readonly Route[]): Surroundings {
  const { messages, evidence, origin } = settings
  const processors: (readonly [string, string])[] = []
  if (messages?.notify) processors.push(['GOV.UK Notify', 'Sends messages to reporters and victims'])
  if (messages?.smtpUrl) processors.push([`Mail server ${hostOf(messages.smtpUrl)}`, 'Sends e-mails'])
  if (settings.sealEmail)
    processors.push([
      `Whoever keeps ${settings.sealEmail}`,
      'Keeps the daily seal of the audit: no personal data',
    ])
  return {
    routes,
    kept: [
      [
        'Reports, cases and what belongs to them',
        'Until somebody disposes of them: no period is set in the product',
      ],
      [
        'Evidence, once its records have ended',
        'As long as the partnership’s dated rules say, unless it is held; then it is deleted and its chain of custody says so',
      ],
      ['Reports begun and not sent by the public', `${draftsKeptDays} days`],
      ['Entries begun and not filed by staff', `${entriesKeptDays} days`],
      ['Packages of subject access requests', `${packageDays} days`],
      ['The audit and its seals', 'Never changed or removed by the product'],
    ],
    get protections(): Surroundings['protections'] {
      const all = routes()
      return [
        [
          'Authenticator code or passkey at sign-in',
          settings.authenticatorRequired ? 'Required' : 'Optional',
        ],
        [
          'Encryption on the way to people',
          origin.startsWith('https:')
            ? 'Required (https)'
            : 'None: this installation is reached without https',
        ],
        [
          'Who somebody is, proved anew before sensitive acts',
          `${all.filter(({ stepUp }) => stepUp).length} acts, unless proved in the last ${proofMinutes} minutes`,
        ],
        [
          'Requests limited against guessing and flooding',
          `${all.filter(({ limit }) => limit).length} addresses`,
        ],
        [
          'Each act on a record written to the audit',
          `${all.filter(({ audit }) => audit !== 'nothing').length} of ${all.length} addresses; the others show no record of a person`,
        ],
        ['Evidence scanned for viruses', evidence?.clamd ? 'By clamd' : 'No scanner is set'],
        [
          'Daily seal of the audit outside the database',
          settings.sealEmail ? 'In a folder and by e-mail' : 'In a folder',
        ],
        ['Addresses inside the network that webhooks reach', settings.webhookHosts?.join(', ') || 'None'],
      ]
    },
    processors,
  }
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : 'as set')
