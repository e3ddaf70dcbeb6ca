import cookie from '@fastify/cookie'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAsked, rememberAsked } from './index.ts'

const server = fastify()
beforeAll(async () => {
  await server.register(cookie)
  server.get('/*', async (request, reply) => {
    rememberAsked(request, reply, true)
    return readAsked(request)
  })
})
afterAll(() => server.close())

async function ask(url: string, cookies: Record<string, string> = {}) {
  const answer = await server.inject({ url, cookies })
  return { asked: answer.json(), cookies: answer.cookies }
}

test('a page is in English until somebody asks for another language', async () => {
  expect(await ask('/report?change=1')).toEqual({
    asked: { tag: 'en', address: '/report?change=1' },
    cookies: [],
  })
})

test('a link asks for a language, and a cookie with nothing else in it remembers that', async () => {
  const { asked, cookies } = await ask('/report?lang=cy&change=1')
  expect(asked).toEqual({ tag: 'cy', address: '/report?change=1' })
  expect(cookies).toEqual([
    { name: 'language', value: 'cy', path: '/', httpOnly: true, sameSite: 'Lax', secure: true },
  ])
  expect(await ask('/report', { language: 'cy' })).toEqual({
    asked: { tag: 'cy', address: '/report' },
    cookies: [],
  })
  expect((await ask('/report?lang=en', { language: 'cy' })).asked.tag).toBe('en')
})

test('links to other languages stay on this site', async () => {
  expect((await ask('//example.org/report?lang=cy')).asked.address).toBe('/example.org/report')
})

test.each(['', 'C', '../../etc', 'cy;%20Domain=example.org', '%F0%9F%98%80', 'en-GB-oxendict-x'])(
  'what is no language is not remembered: %j',
  async (tag) => {
    expect(await ask(`/report?lang=${tag}`)).toMatchObject({ asked: { tag: 'en' }, cookies: [] })
  },
)
