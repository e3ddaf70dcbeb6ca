import { expect, test } from 'vitest'
import { RenderCache } from './render-cache.ts'

test('the same parameters are rendered once', () => {
  const cache = new RenderCache(1000)
  let rendered = 0
  const render = () => `${++rendered}`
  expect(cache.getOrRender('a', render)).toBe('1')
  expect(cache.getOrRender('a', render)).toBe('1')
  expect(cache.getOrRender('b', render)).toBe('2')
})

test('it never grows beyond its bound, and forgets what was used longest ago', () => {
  const cache = new RenderCache(1000)
  cache.getOrRender('kept', () => 'first')
  for (let i = 0; i < 500; i++) {
    cache.getOrRender(`key ${i}`, () => 'markup')
    cache.getOrRender('kept', () => 'second')
  }
  expect(cache.characters).toBeLessThanOrEqual(1000)
  expect(cache.getOrRender('kept', () => 'third')).toBe('first')
  expect(cache.getOrRender('key 0', () => 'again')).toBe('again')
})

test('a page-sized entry is not kept at the expense of everything else', () => {
  const cache = new RenderCache(1000)
  cache.getOrRender('large', () => 'x'.repeat(500))
  expect(cache.characters).toBe(0)
})
