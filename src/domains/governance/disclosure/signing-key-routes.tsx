import type { SigningKey } from '#platform/audit'
import { type Html, Layout } from '#platform/govuk'
import { type Frame, forAnybody, page, type Route, route, text } from '#platform/http'

export const signingKeyUrl = '/signing-key'

/** The public key of the installation, for whoever was handed something that it signed. */
export function signingKeyRoutes(key: SigningKey): Route[] {
  return [
    route({
      method: 'GET',
      url: signingKeyUrl,
      permission: forAnybody,
      audit: 'nothing',
      handler: async () => page((frame) => SigningKeyPage({ frame, signingKey: key })),
    }),
    route({
      method: 'GET',
      url: `${signingKeyUrl}.pem`,
      permission: forAnybody,
      audit: 'nothing',
      handler: async () => text(key.publicKeyPem, 'application/x-pem-file'),
    }),
  ]
}

function SigningKeyPage({ frame, signingKey }: { frame: Frame; signingKey: SigningKey }): Html {
  return (
    <Layout {...frame} title="How to check a signature">
      <h1 class="govuk-heading-l">How to check a signature</h1>
      <p class="govuk-body">
        Files that leave this service as evidence come with a list of their sums (SHA256SUMS) and its
        signature (SHA256SUMS.sig). Together they prove that the files were made here and that nobody has
        changed them since.
      </p>
      <h2 class="govuk-heading-m">The public key</h2>
      <p class="govuk-body">{`Key ${signingKey.id}, Ed25519.`}</p>
      <section class="app-scroll" aria-label="The public key" tabindex={0}>
        <pre class="govuk-body">{signingKey.publicKeyPem}</pre>
      </section>
      <p class="govuk-body">
        <a class="govuk-link" href={`${signingKeyUrl}.pem`}>
          Download the key
        </a>
      </p>
      <h2 class="govuk-heading-m">Check a file</h2>
      <p class="govuk-body">With OpenSSL 3:</p>
      <section class="app-scroll" aria-label="The command" tabindex={0}>
        <pre class="govuk-body">
          {
            'openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin \\\n  -in SHA256SUMS -sigfile SHA256SUMS.sig\nsha256sum -c SHA256SUMS'
          }
        </pre>
      </section>
      <p class="govuk-body">
        The first answers “Signature Verified Successfully”, or that verification failed; the second says OK
        for each file.
      </p>
    </Layout>
  )
}
