import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { Refusal } from '#platform/http'
import { maitSchema } from './mait-schema.ts'

const mostProblems = 20
/** Messages that wait for their check: a check takes some 15 ms, so the last of them is answered within seconds. */
const mostWaiting = 200
/** After so many checks the thread is renewed, because the library keeps what it has said before. */
const checksOfThread = 200
const longestCheckMs = 5_000
const memoryPages = { initialMemory: 256, maxMemory: 2_048 }

// The library's own call starts a thread for every document (70 ms); its thread takes one document after the other.
const threadFile = createRequire(import.meta.url).resolve('xmllint-wasm/xmllint-node.js')
const answerSchema = z.object({ exitCode: z.number(), stderr: z.string() })

type Checking = { thread: Worker; checks: number; said: number }
let checking: Checking | undefined
let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * What about a document does not follow the schema, as libxml2 says it, with the line; empty where all does. The document
 * has been read strictly before (`readXml`): nothing in it leads elsewhere, and there is no file and no network here.
 * Throws 503 when too many wait already.
 */
export async function findSchemaProblems(document: string): Promise<string[]> {
  if (waiting >= mostWaiting)
    throw new Refusal(503, 'Many messages are coming in', 'Wait a few seconds, then send this one again.')
  waiting += 1
  const check = last.then(() => checkDocument(document))
  last = check.catch(() => {})
  try {
    return await check
  } finally {
    waiting -= 1
  }
}

async function checkDocument(document: string): Promise<string[]> {
  const { thread, checks, said } = checking ?? {
    thread: new Worker(threadFile),
    checks: 0,
    said: 0,
  }
  // A server that stops does not wait for it.
  thread.unref()
  checking = undefined
  const answer = await ask(thread, document)
  if (answer === undefined) return ['It could not be checked against the schema']
  if (checks + 1 < checksOfThread) checking = { thread, checks: checks + 1, said: answer.stderr.length }
  else await thread.terminate()
  if (answer.exitCode === 0) return []
  const problems = problemsIn(answer.stderr.slice(said))
  return problems.length > 0 ? problems.slice(0, mostProblems) : ['It does not follow the schema']
}

/** Undefined where the thread failed or took too long: it is gone then. */
async function ask(thread: Worker, document: string): Promise<z.infer<typeof answerSchema> | undefined> {
  let timer: NodeJS.Timeout | undefined
  const answered = new Promise<z.infer<typeof answerSchema> | undefined>((resolve) => {
    thread.once('message', (message) => {
      const read = answerSchema.safeParse(message)
      // Other codes than these are of the library's own failures.
      resolve(read.success && [0, 3, 4].includes(read.data.exitCode) ? read.data : undefined)
    })
    thread.once('error', () => resolve(undefined))
    timer = setTimeout(() => resolve(undefined), longestCheckMs)
  })
  thread.postMessage({
    'xmllint-wasm': true,
    inputFiles: [
      { fileName: 'message.xml', contents: document },
      { fileName: 'mait.xsd', contents: maitSchema },
    ],
    args: ['--schema', 'mait.xsd', '--noout', 'message.xml'],
    ...memoryPages,
  })
  const answer = await answered
  clearTimeout(timer)
  thread.removeAllListeners('message').removeAllListeners('error')
  if (answer === undefined) await thread.terminate()
  return answer
}

/** libxml2 says `message.xml:3: …` of each problem, and at the end whether all was well. */
function problemsIn(said: string): string[] {
  return said.split('\n').flatMap((line) => {
    const [, number, message] = /^message\.xml:(\d+): (.*)$/.exec(line) ?? []
    return number === undefined || message === undefined
      ? []
      : [`Line ${number}: ${message.replaceAll(/\{[^}]*\}/g, '')}`]
  })
}
