// An organisation's directory in a process of its own: a real OpenID Connect provider, whose clock is not ours. The
// test tells it over the channel whom it knows, and when to change its keys, its name or its mind.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type JWK } from 'oidc-provider'
import type { DirectoryOrder, DirectoryPersonSeed } from './directory-server.ts'

const [address = '', port = '', clientId = '', clientSecret = '', product = ''] = process.argv.slice(2)
const people = new Map<string, DirectoryPersonSeed>()
let key = newKey()
let issuer = address
let logoutAddress = product
let provider = newProvider()
let isAway = false
let publishesAnotherKey = false

function newKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' } as JWK
}

function newProvider(): Provider {
  const made = new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: ['directory'] },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${product}/sign-in/directory/callback`],
        backchannel_logout_uri: logoutAddress,
        backchannel_logout_session_required: true,
      },
    ],
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    // Its own guard keeps it from addresses such as the product's under test.
    fetch(to, options) {
      const { method = 'GET', headers = {}, body = null, signal = null } = options ?? {}
      return fetch(to, { method, headers, body, signal })
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, subject) => {
      const person = people.get(subject)
      if (person === undefined || person.disabled) return undefined
      const { email, emailVerified, name } = person
      return {
        accountId: subject,
        claims: () => ({ sub: subject, email, email_verified: emailVerified, name }),
      }
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  // What goes wrong here is what a test asks for; the product's own log says what it made of it.
  made.on('server_error', () => {})
  return made
}

async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html')
    response.end(
      '<!DOCTYPE html><html lang="en"><title>Directory</title><form method="post"><label>User<input name="user"></label><button>Sign in</button></form></html>',
    )
    return
  }
  let body = ''
  for await (const part of request) body += part
  const subject = new URLSearchParams(body).get('user') ?? ''
  const person = people.get(subject)
  const result =
    person === undefined || person.disabled
      ? { error: 'access_denied', error_description: 'The account is disabled' }
      : { login: { accountId: subject } }
  await provider.interactionFinished(request, response, result)
}

const server = createServer((request, response) => {
  if (isAway) request.socket.destroy()
  else if (request.url === '/jwks' && publishesAnotherKey) {
    const { kty, n, e } = newKey()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys: [{ kty, n, e, kid: key.kid, use: 'sig', alg: 'RS256' }] }))
  } else if (request.url?.startsWith('/interaction/')) void interact(request, response)
  else void provider.callback()(request, response)
})

const obey: Readonly<Record<DirectoryOrder['do'], (order: DirectoryOrder) => void>> = {
  know: ({ person }) => person && people.set(person.subject, person),
  rotateKeys: () => {
    key = newKey()
    provider = newProvider()
  },
  callItself: ({ name }) => {
    issuer = name ?? address
    provider = newProvider()
  },
  tellLogoutsTo: ({ name }) => {
    logoutAddress = name ?? product
    provider = newProvider()
  },
  goAway: () => {
    isAway = true
  },
  publishAnotherKey: () => {
    publishesAnotherKey = true
  },
  comeBack: () => {
    isAway = false
    publishesAnotherKey = false
  },
}

process.on('message', (order: DirectoryOrder) => {
  obey[order.do](order)
  process.send?.({ done: order.do })
})
server.listen(Number(port), '127.0.0.1', () => process.send?.({ done: 'start' }))
