import { expect, test } from 'vitest'
import { safeReturnPath } from './return-to.ts'

test('after signing in, people come back to the page they asked for', () => {
  for (const path of ['/', '/reports/ASB-7K3M-92XD', '/queue?status=new&sort=age', '/a/b/../c?q=%2F%2Fx'])
    expect(safeReturnPath(path)).toBe(path.replace('/b/../', '/'))
})

test('nobody is sent to another site', () => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/\t/evil.example/',
    '/x/..//evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    ' /queue',
    '',
    undefined,
    ['/queue'],
    `/${'a'.repeat(3_000)}`,
  ]
  for (const asked of elsewhere) expect(safeReturnPath(asked, '/front'), String(asked)).toBe('/front')
})
