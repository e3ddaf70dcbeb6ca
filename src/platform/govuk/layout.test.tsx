import { expect, test } from 'vitest'
import { ErrorPage, Layout, renderPage } from './index.ts'

const service = { serviceName: 'Report it', serviceUrl: '/report' }

const signedIn = {
  ...service,
  wide: true,
  phase: { tag: 'Alpha', html: <>This is a new service.</> },
  navigation: [
    { text: 'Queue', href: '/queue', current: true },
    { text: 'Cases', href: '/cases' },
  ],
  account: { name: 'Sam Reed', organisation: 'Ambershire Police', signOutUrl: '/sign-out' },
  demo: { county: 'Ambershire', signInUrl: '/demo' },
  footerLinks: [{ text: 'Accessibility statement', href: '/accessibility' }],
  scripts: ['map'],
}

test('a page is one HTML document with each landmark once', () => {
  const page = renderPage(
    <Layout {...signedIn} title="Queue" exitThisPage={true}>
      <h1>Queue</h1>
    </Layout>,
  )
  expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en" class="govuk-template">/)
  for (const tag of ['header', 'main', 'footer', 'nav', 'title', 'h1'])
    expect(page.match(new RegExp(`<${tag}[ >]`, 'g')), tag).toHaveLength(1)
  expect(page).toContain('href="#main-content"')
  expect(page).toContain('id="main-content"')
  expect(page).toContain('aria-current="page"')
  expect(page).toContain('action="/sign-out"')
})

test('no page holds an inline script, style or event handler, as the content security policy asks', () => {
  const page = renderPage(
    <Layout {...signedIn} title="Queue" exitThisPage="https://www.example.org/">
      <p>Nothing to do.</p>
    </Layout>,
  )
  for (const [, content] of page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)) expect(content).toBe('')
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
})

test('the title says first that there are errors', () => {
  const page = renderPage(<Layout {...service} title="Where did it happen?" hasErrors={true} />)
  expect(page).toContain('<title>Error: Where did it happen? – Report it – OpenASB</title>')
})

test('titles and names are escaped', () => {
  const page = renderPage(<Layout {...signedIn} title="<script>alert(1)</script>" serviceName={'"><img>'} />)
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('<img>')
})

test('a demonstration says on every page that nothing in it is real', () => {
  const strip = 'Ambershire is made up'
  expect(renderPage(<Layout {...signedIn} title="Queue" />)).toContain(strip)
  expect(renderPage(<ErrorPage layout={signedIn} heading="Page not found" />)).toContain(strip)
  expect(renderPage(<Layout {...service} title="Queue" />)).not.toContain('made up')
})

test('it does not pass for a GOV.UK page: no crown, no Crown copyright', () => {
  const page = renderPage(<Layout {...signedIn} title="Queue" />)
  expect(page).toContain('OpenASB')
  expect(page).not.toMatch(/crown|logotype/i)
})

test('a problem page gives the reference and keeps the navigation', () => {
  const page = renderPage(
    <ErrorPage layout={signedIn} heading="Sorry, there is a problem" reference="7K3M-92">
      <p>Try again later.</p>
    </ErrorPage>,
  )
  expect(page).toContain('7K3M-92')
  expect(page).toContain('href="/queue"')
})
