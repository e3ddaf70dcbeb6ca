/**
 * XML Schema of the messages: our own reading of what is published of MAIT. The schema of MAIT 1.0.0 is not published
 * with the standard's page on GOV.UK; what is known of it is its purpose (creation, update and closure of incidents
 * between control rooms, acknowledged), a message envelope with ids and time stamps, and a section for extensions
 * (British APCO, drafts 1d and 0.2.2). Names of elements and the namespace are ours until the schema itself is here.
 */
export const maitNamespace = 'urn:openasb:mait:1'

const text = (name: string, most: number) => `
  <xs:simpleType name="${name}">
    <xs:restriction base="xs:string"><xs:maxLength value="${most}"/></xs:restriction>
  </xs:simpleType>`

const optional = (name: string, type: string, most: number | 'unbounded' = 1) =>
  `<xs:element name="${name}" type="${type}" minOccurs="0" maxOccurs="${most}"/>`

export const maitSchema = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${maitNamespace}" xmlns="${maitNamespace}"
  elementFormDefault="qualified">
  ${text('Line', 300)}
  ${text('Words', 20_000)}
  <xs:simpleType name="Identifier">
    <xs:restriction base="xs:token"><xs:minLength value="1"/><xs:maxLength value="100"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Agency">
    <xs:annotation><xs:documentation>Id of an agency, as the agencies of a hub agree it</xs:documentation></xs:annotation>
    <xs:restriction base="xs:token"><xs:pattern value="[A-Za-z0-9][A-Za-z0-9_.\\-]{0,59}"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Moment">
    <xs:annotation><xs:documentation>With its zone</xs:documentation></xs:annotation>
    <xs:restriction base="xs:dateTime">
      <xs:pattern value=".*(Z|[+\\-][0-9]{2}:[0-9]{2})"/>
      <xs:minInclusive value="1990-01-01T00:00:00Z"/>
      <xs:maxInclusive value="2199-12-31T00:00:00Z"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="MessageType">
    <xs:restriction base="xs:token">
      <xs:enumeration value="IncidentCreation"/>
      <xs:enumeration value="IncidentUpdate"/>
      <xs:enumeration value="IncidentClosure"/>
      <xs:enumeration value="Acknowledgement"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="Coded">
    <xs:sequence>${optional('Code', 'Identifier')}${optional('Text', 'Line')}</xs:sequence>
  </xs:complexType>
  <xs:complexType name="Location">
    <xs:all>
      ${optional('GridReference', 'Identifier')}
      <xs:element name="Easting" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:decimal">
          <xs:minInclusive value="0"/><xs:maxInclusive value="700000"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Northing" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:decimal">
          <xs:minInclusive value="0"/><xs:maxInclusive value="1300000"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Latitude" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:decimal">
          <xs:minInclusive value="-90"/><xs:maxInclusive value="90"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Longitude" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:decimal">
          <xs:minInclusive value="-180"/><xs:maxInclusive value="180"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="UPRN" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[0-9]{1,12}"/></xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Postcode" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="10"/></xs:restriction></xs:simpleType>
      </xs:element>
      ${optional('Address', 'Line')}
      <xs:element name="Beat" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="60"/></xs:restriction></xs:simpleType>
      </xs:element>
    </xs:all>
  </xs:complexType>
  <xs:complexType name="Person">
    <xs:all>
      <xs:element name="Name" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="200"/></xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="DateOfBirth" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:date"><xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}"/></xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Telephone" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="40"/></xs:restriction></xs:simpleType>
      </xs:element>
      ${optional('Email', 'Line')}
      ${optional('Address', 'Line')}
      <xs:element name="Postcode" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="10"/></xs:restriction></xs:simpleType>
      </xs:element>
      ${optional('Description', 'Line')}
      ${optional('SafeContact', 'Line')}
    </xs:all>
    <xs:attribute name="id" type="Identifier"/>
    <xs:attribute name="role" type="Identifier" use="required"/>
  </xs:complexType>
  <xs:complexType name="Incident">
    <xs:sequence>
      <xs:element name="IncidentNumber" type="Identifier"/>
      <xs:element name="Sequence" minOccurs="0">
        <xs:annotation><xs:documentation>Counts up with each message about the incident; the time of sending stands
          in where it is left out</xs:documentation></xs:annotation>
        <xs:simpleType><xs:restriction base="xs:int"><xs:minInclusive value="0"/></xs:restriction></xs:simpleType>
      </xs:element>
      ${optional('ReceivedAt', 'Moment')}
      ${optional('OccurredFrom', 'Moment')}
      ${optional('OccurredTo', 'Moment')}
      ${optional('IncidentType', 'Coded')}
      ${optional('ClosingType', 'Coded')}
      ${optional('Priority', 'Coded')}
      ${optional('Location', 'Location')}
      ${optional('Description', 'Words')}
      ${optional('Risk', 'Line')}
      <xs:element name="LogEntry" minOccurs="0" maxOccurs="500">
        <xs:complexType><xs:simpleContent><xs:extension base="Words">
          <xs:attribute name="at" type="Moment" use="required"/>
          <xs:attribute name="category" type="Identifier"/>
        </xs:extension></xs:simpleContent></xs:complexType>
      </xs:element>
      ${optional('Person', 'Person', 50)}
      <xs:element name="Vehicle" minOccurs="0" maxOccurs="50">
        <xs:complexType><xs:all>
          <xs:element name="Registration" minOccurs="0">
            <xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="20"/></xs:restriction></xs:simpleType>
          </xs:element>
          ${optional('Description', 'Line')}
        </xs:all></xs:complexType>
      </xs:element>
      ${optional('Flag', 'Identifier', 50)}
      <xs:element name="RelatedIncident" minOccurs="0" maxOccurs="50">
        <xs:complexType><xs:simpleContent><xs:extension base="Identifier">
          <xs:attribute name="agency" type="Agency"/>
          <xs:attribute name="relation" type="Identifier"/>
        </xs:extension></xs:simpleContent></xs:complexType>
      </xs:element>
      <xs:element name="Closure" minOccurs="0">
        <xs:complexType><xs:all>
          ${optional('ClosedAt', 'Moment')}
          ${optional('Disposal', 'Coded')}
          ${optional('Text', 'Line')}
        </xs:all></xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="Acknowledgement">
    <xs:sequence>
      <xs:element name="Outcome">
        <xs:simpleType><xs:restriction base="xs:token">
          <xs:enumeration value="accepted"/><xs:enumeration value="rejected"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="Code" type="Identifier"/>
      ${optional('Reference', 'Identifier')}
      ${optional('Text', 'Words')}
      <xs:element name="Detail" minOccurs="0" maxOccurs="unbounded">
        <xs:complexType><xs:simpleContent><xs:extension base="Words">
          <xs:attribute name="field" type="xs:string"/>
        </xs:extension></xs:simpleContent></xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
  <xs:element name="Message">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Envelope">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="MessageId" type="Identifier"/>
              <xs:element name="MessageType" type="MessageType"/>
              <xs:element name="SentAt" type="Moment"/>
              <xs:element name="FromAgency" type="Agency"/>
              ${optional('ToAgency', 'Agency')}
              ${optional('InReplyTo', 'Identifier')}
            </xs:sequence>
          </xs:complexType>
        </xs:element>
        <xs:choice>
          <xs:element name="Incident" type="Incident"/>
          <xs:element name="Acknowledgement" type="Acknowledgement"/>
        </xs:choice>
        <xs:element name="Extension" minOccurs="0">
          <xs:annotation><xs:documentation>Fields that have no place above; the mapping of the source may give them
            one</xs:documentation></xs:annotation>
          <xs:complexType>
            <xs:sequence>
              <xs:element name="Field" minOccurs="0" maxOccurs="200">
                <xs:complexType><xs:simpleContent><xs:extension base="Words">
                  <xs:attribute name="name" type="Identifier" use="required"/>
                </xs:extension></xs:simpleContent></xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
`
