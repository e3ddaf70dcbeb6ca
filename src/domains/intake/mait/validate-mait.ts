import { validateXML } from 'xmllint-wasm'
import { maitSchema } from './mait-schema.ts'

const mostProblems = 20
const memoryPages = { initialMemoryPages: 256, maxMemoryPages: 2_048 }
/** Each check is a thread of its own for a fifth of a second. */
const mostAtOnce = 2

let checking = 0
const waiting: (() => void)[] = []

/**
 * What about a document does not follow the schema, as libxml2 says it, with the line; empty where all does. The document
 * has been read strictly before (`readXml`): nothing in it leads elsewhere, and there is no file and no network here.
 */
export async function findSchemaProblems(document: string): Promise<string[]> {
  if (checking >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  checking += 1
  try {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'message.xml', contents: document }],
      schema: [{ fileName: 'mait.xsd', contents: maitSchema }],
      ...memoryPages,
    })
    if (valid) return []
    const problems = errors.map(({ message, loc }) =>
      loc === null ? message : `Line ${loc.lineNumber}: ${message.replaceAll(/\{[^}]*\}/g, '')}`,
    )
    return problems.length > 0 ? problems.slice(0, mostProblems) : ['It does not follow the schema']
  } finally {
    checking -= 1
    waiting.shift()?.()
  }
}
