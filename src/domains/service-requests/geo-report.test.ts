import { expect, test } from 'vitest'
import { findSent, readCreated, readErrors, readRequests, readServices, writeRequest } from './geo-report.ts'

const request = {
  serviceCode: 'flytipping',
  description: 'Three bags of rubble',
  at: { latitude: 52.123456789, longitude: -1.5 },
  placeWords: 'Behind the library',
  reference: 'ASB-7K3F-9Q2M',
}

test('a request says what, where and our number, and nothing of who reported', () => {
  const form = writeRequest(request, { jurisdictionId: 'example.org', key: 'secret' })
  expect(Object.fromEntries(form)).toEqual({
    api_key: 'secret',
    jurisdiction_id: 'example.org',
    service_code: 'flytipping',
    lat: '52.12346',
    long: '-1.50000',
    description: 'Three bags of rubble\n\nOur reference: ASB-7K3F-9Q2M',
    'attribute[external_id]': 'ASB-7K3F-9Q2M',
  })
  const inWords = writeRequest({ ...request, at: null }, { jurisdictionId: '', key: undefined })
  expect([inWords.get('address_string'), inWords.has('lat'), inWords.has('api_key')]).toEqual([
    'Behind the library',
    false,
    false,
  ])
})

test('an answer gives a number, a token or neither, and is told from anything else', () => {
  const answer = (inside: string) =>
    `<?xml version="1.0"?><service_requests><request>${inside}</request></service_requests>`
  expect(readCreated(answer('<service_request_id>293944</service_request_id>'))).toEqual({ id: '293944' })
  expect(readCreated(answer('<token>12345</token>'))).toEqual({ token: '12345' })
  expect(readCreated(answer('<service_notice>Thank you</service_notice>'))).toEqual({})
  expect(() => readCreated('<html><body/></html>')).toThrow('It answers with html')
  expect(() => readCreated('not xml')).toThrow()
  expect(() => readCreated('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')).toThrow()
})

test('what was sent is found again by our number alone', () => {
  const list = readRequests(`<service_requests>
    <request><service_request_id>1</service_request_id><status>open</status><description>Bags</description></request>
    <request><service_request_id>2</service_request_id><status>CLOSED</status><status_notes>Gone</status_notes>
      <description>Bags\n\nOur reference: ASB-7K3F-9Q2M</description></request>
  </service_requests>`)
  expect(findSent(list, request.reference)).toMatchObject({ id: '2', status: 'closed', notes: 'Gone' })
  expect(findSent(list, 'ASB-7K3F-9Q2N')).toBeUndefined()
})

test('what is offered and why something was refused are read in their words', () => {
  expect(
    readServices(
      '<services><service><service_code>a</service_code><service_name>Litter &amp; bins</service_name></service><service><service_code>b</service_code></service><service><service_name>None</service_name></service></services>',
    ),
  ).toEqual([
    { code: 'a', name: 'Litter & bins' },
    { code: 'b', name: 'b' },
  ])
  expect(
    readErrors('<errors><error><code>400</code><description>No such place</description></error></errors>'),
  ).toBe('No such place')
  expect(readErrors('Bad gateway')).toBe('')
})
