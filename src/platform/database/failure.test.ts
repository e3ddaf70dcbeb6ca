import { expect, test } from 'vitest'
import { isConnectionLost, isUndone, OutcomeUnknown } from './failure.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('from below'), { code, ...more })

test.each([
  ['a server that shuts down', withCode('57P01')],
  ['a server with no room for one more connection', withCode('53300')],
  ['a server that only repeats another', withCode('25006')],
  ['a socket that was reset', withCode('ECONNRESET')],
  ['a socket that is not there', withCode('ENOENT', { syscall: 'connect' })],
  ['what pg says of a connection that broke before', new Error('Connection terminated unexpectedly')],
  [
    'what pg says to whoever uses it after',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  ['an error that a library made of one', new Error('Failed to get session', { cause: withCode('57P03') })],
])('%s is a lost connection', (_, error) => {
  expect(isConnectionLost(error)).toBe(true)
})

test.each([
  ['a rule that was broken', withCode('23505')],
  ['our own mistake in the protocol', withCode('08P01')],
  ['a file that is missing', withCode('ENOENT', { syscall: 'open' })],
  ['a commit of which nobody knows whether it was done', new OutcomeUnknown(withCode('57P01'))],
  ['an error around such a commit', new Error('Not saved', { cause: new OutcomeUnknown(withCode('57P01')) })],
  ['no error at all', 'Connection terminated'],
])('%s is none', (_, error) => {
  expect(isConnectionLost(error)).toBe(false)
})

test('an error that causes itself is looked through once', () => {
  const error = new Error('round and round')
  error.cause = error
  expect(isConnectionLost(error)).toBe(false)
})

test('what the server undid for the sake of others can be done again', () => {
  expect([withCode('40P01'), withCode('40001'), withCode('23505')].map(isUndone)).toEqual([true, true, false])
})
