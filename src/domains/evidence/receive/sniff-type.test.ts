import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  htmlPage,
  makeDocx,
  makeGifScript,
  makeJpegWithFacts,
  makePdfZip,
  makePixelBomb,
  makePng,
  makeVideo,
  makeWav,
  makeZip,
  svgWithScript,
} from '../../../../test/support/evidence-files.ts'
import { cleanName } from './clean-name.ts'
import { type Sniffed, sniffType } from './sniff-type.ts'

const folder = mkdtempSync(join(tmpdir(), 'sniff-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function sniff(bytes: Buffer): Promise<Sniffed> {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  return sniffType(path, bytes.length)
}

test('what is taken is known by its bytes', async () => {
  const found: string[] = []
  for (const bytes of [
    await makePng(),
    await makeJpegWithFacts(),
    makeWav(),
    await makeVideo('mp4'),
    await makeVideo('webm'),
    await makeDocx(),
    Buffer.from('Heard drums – again – at 2am.\n'),
  ]) {
    const sniffed = await sniff(bytes)
    found.push(sniffed.ok ? `${sniffed.kind} ${sniffed.mediaType.split('.').at(-1)}` : sniffed.because)
  }
  expect(found).toEqual([
    'photo image/png',
    'photo image/jpeg',
    'sound audio/wav',
    'video video/mp4',
    'video video/webm',
    'document document',
    'document text/plain',
  ])
})

test.each([
  ['nothing', async () => Buffer.alloc(0), 'empty'],
  ['an archive', () => makeZip({ 'a.txt': Buffer.from('a') }), 'archive'],
  ['a document that unpacks to a thousand times its size', () => makeDocx(60_000_000), 'packed'],
  ['a picture of 50,000 by 50,000 pixels', async () => makePixelBomb(), 'pixels'],
  ['a drawing with a script', async () => svgWithScript, 'type'],
  ['a web page', async () => htmlPage, 'type'],
  ['a program', async () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'type'],
  ['bytes of no kind', async () => Buffer.from([1, 2, 3, 0, 255]), 'type'],
  ['a drawing that calls itself text', async () => Buffer.from('hello\n<svg onload=alert(1)>'), 'type'],
])('%s is refused', async (_, make, because) => {
  expect(await sniff(await make())).toEqual({ ok: false, because })
})

test('what is two kinds at once is taken for the one that is never run', async () => {
  expect(await sniff(makeGifScript())).toMatchObject({ mediaType: 'image/gif' })
  expect(await sniff(await makePdfZip())).toMatchObject({ mediaType: 'application/pdf' })
})

test('a file that breaks off harms nothing, wherever it does', async () => {
  for (const whole of [await makeJpegWithFacts(), await makeDocx(), await makeVideo('mp4'), makeWav()])
    for (let end = 1; end < whole.length; end += Math.ceil(whole.length / 25))
      await expect(sniff(whole.subarray(0, end))).resolves.toHaveProperty('ok')
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\Sam\\party.jpg', 'party.jpg'],
  ['a\0b.jpg', 'ab.jpg'],
  ['gpj.\u202Eexe.jpg', 'gpj.exe.jpg'],
  ['con.jpg', '_con.jpg'],
  ['LPT1', '_LPT1'],
  ['a<b>:"c|?*.png', 'a_b___c___.png'],
  ['   ...', 'file'],
  ['', 'file'],
  ['\ud800.jpg', '�.jpg'],
  ['Café – nos Wener.mp4', 'Café – nos Wener.mp4'],
])('the name %j is shown as %j', (given, shown) => {
  expect(cleanName(given)).toBe(shown)
})

test('a name of 300 letters keeps its ending', () => {
  const shown = cleanName(`${'ä'.repeat(300)}.jpeg`)
  expect([...shown].length).toBe(120)
  expect(shown.endsWith('….jpeg')).toBe(true)
})
