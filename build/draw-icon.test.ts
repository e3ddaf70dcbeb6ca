import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Jimp } from 'jimp'
import { expect, test } from 'vitest'
import { drawIcon } from './draw-icon.ts'
import { projectFolder } from './fingerprint.ts'

test('the icon is drawn as its file says: round corners, a white pin, and the eye of it', async () => {
  const svg = readFileSync(join(projectFolder, 'browser', 'icon.svg'), 'utf8')
  const picture = await Jimp.read(await drawIcon(svg, 64))
  const at = (x: number, y: number) =>
    picture
      .getPixelColor(x * 2, y * 2)
      .toString(16)
      .padStart(8, '0')
  expect(picture.width).toBe(64)
  expect(at(0, 0).slice(6)).toBe('00')
  expect(at(3, 16)).toBe('16425bff')
  expect(at(9, 15)).toBe('ffffffff')
  expect(at(16, 24)).toBe('ffffffff')
  expect(at(16, 15)).toBe('16425bff')
  expect(at(8, 24)).toBe('16425bff')
})
