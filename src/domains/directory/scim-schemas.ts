import { Schemas, Types } from 'scimmy'

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const { Attribute, SchemaDefinition } = Types

/** What is kept of a person: enough to know them and to reach them at work (UK GDPR article 5(1)(c)). */
export const userDefinition = new SchemaDefinition(
  'User',
  userUrn,
  'A person who works with this partnership',
  [
    new Attribute('string', 'userName', {
      required: true,
      uniqueness: 'server',
      description: 'What the directory calls them; one person each in the organisation',
    }),
    new Attribute('complex', 'name', { description: 'Their name in parts' }, [
      new Attribute('string', 'formatted', { description: 'The whole name' }),
      new Attribute('string', 'familyName', { description: 'Family name' }),
      new Attribute('string', 'givenName', { description: 'Given name' }),
    ]),
    new Attribute('string', 'displayName', { description: 'The name that colleagues see' }),
    new Attribute('boolean', 'active', {
      description: 'False: they have left, and every access of theirs ends',
    }),
    new Attribute(
      'complex',
      'emails',
      { multiValued: true, description: 'The address at work; others are not kept' },
      [
        new Attribute('string', 'value', { description: 'The address' }),
        new Attribute('string', 'type', { description: 'Only “work” is kept' }),
        new Attribute('boolean', 'primary', { description: 'Always true of the one address' }),
      ],
    ),
  ],
)

const groupDefinition = new SchemaDefinition(
  'Group',
  groupUrn,
  'A group of the directory; a co-ordinator decides which role it gives',
  [
    new Attribute('string', 'displayName', {
      required: true,
      uniqueness: 'server',
      description: 'Name of the group, one each in the organisation',
    }),
    new Attribute('complex', 'members', { multiValued: true, description: 'The people in it' }, [
      new Attribute('string', 'value', { mutable: 'immutable', description: 'The id of a User' }),
      new Attribute('string', 'display', { mutable: false, description: 'Their userName' }),
      new Attribute('reference', '$ref', {
        mutable: false,
        referenceTypes: ['User'],
        description: 'The address of the User',
      }),
    ]),
  ],
)

const listed = [userDefinition, groupDefinition]

/** What /Schemas answers (RFC 7643 section 7); `base` is the address of the interface. */
export function describeSchemas(base: string): { id: string }[] {
  return listed.map((definition) => definition.describe(`${base}/Schemas`))
}

/**
 * A path of the standard in its own letters and whether it is kept here; undefined where the standard has none such.
 * Directories send titles, telephones and managers unless told otherwise: those are let pass and not kept.
 */
export function findAttribute(path: string): { name: string; kept: boolean } | undefined {
  if (path.toLowerCase().startsWith(`${enterpriseUrn.toLowerCase()}`)) return { name: path, kept: false }
  const own = lookUp(userDefinition, path)
  if (own !== undefined) return { name: own, kept: true }
  const standard = lookUp(Schemas.User.definition, path)
  return standard === undefined ? undefined : { name: standard, kept: false }
}

function lookUp(definition: Types.SchemaDefinition, path: string): string | undefined {
  const [first = '', second] = path.split('.')
  const found = attributeOf(definition.attributes, first)
  if (found === undefined || second === undefined) return found?.name
  const part = attributeOf(found.subAttributes ?? [], second)
  return part === undefined ? undefined : `${found.name}.${part.name}`
}

function attributeOf(attributes: readonly Types.Attribute[], name: string): Types.Attribute | undefined {
  return attributes.find((attribute) => attribute.name?.toLowerCase() === name.toLowerCase())
}
