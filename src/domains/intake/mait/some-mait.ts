import { element, writeXml } from '#platform/xml'
import { maitNamespace } from './mait-schema.ts'

export type MaitParts = Readonly<
  Partial<
    Record<
      'type' | 'messageId' | 'sentAt' | 'from' | 'number' | 'sequence' | 'narrative' | 'grid' | 'inside',
      string
    >
  >
>

const escaped = (text: string) =>
  writeXml(element('e', text))
    .replace(/^[\s\S]*<e>/, '')
    .replace(/<\/e>\s*$/, '')

/** A message for tests and the simulator, with the parts that matter to each. */
export function someMait({
  type = 'IncidentCreation',
  messageId = 'm-1',
  sentAt = '2026-10-01T20:00:00Z',
  from = 'MERE-FIRE',
  number = 'MF-1',
  sequence = '3',
  narrative = 'Bins & <music>',
  grid = 'SK 581 040',
  inside = '',
}: MaitParts = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message xmlns="${maitNamespace}">
  <Envelope>
    <MessageId>${escaped(messageId)}</MessageId>
    <MessageType>${escaped(type)}</MessageType>
    <SentAt>${escaped(sentAt)}</SentAt>
    <FromAgency>${escaped(from)}</FromAgency>
  </Envelope>
  <Incident>
    <IncidentNumber>${escaped(number)}</IncidentNumber>
    ${sequence === '' ? '' : `<Sequence>${escaped(sequence)}</Sequence>`}
    <ReceivedAt>2026-10-01T21:00:00+01:00</ReceivedAt>
    <IncidentType><Code>noise</Code><Text>Noise</Text></IncidentType>
    <Location>${grid === '' ? '' : `<GridReference>${escaped(grid)}</GridReference>`}<UPRN>10001234567</UPRN></Location>
    <Description>${escaped(narrative)}</Description>
    <LogEntry at="2026-10-01T20:05:00Z" category="log">Crew on the way</LogEntry>
    <Person id="1" role="reporter"><Name>Ann Example</Name><DateOfBirth>1980-02-03</DateOfBirth>
      <Telephone>01632 960001</Telephone></Person>
    <Vehicle><Registration>AB12 CDE</Registration></Vehicle>
    <Flag>repeat</Flag>
    <RelatedIncident agency="MERE-POLICE" relation="duplicate">77</RelatedIncident>
    ${inside}
  </Incident>
  <Extension><Field name="Watch">Red</Field></Extension>
</Message>`
}
