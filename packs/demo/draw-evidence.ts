import { Jimp } from 'jimp'
import { seededRandom } from './random.ts'

/** A made-up photograph: a wall at dusk with rubbish before it. Nobody and no place is in it. */
export async function drawPhoto(
  seed: string,
  side: { width: number; height: number },
): Promise<{ photo: Buffer; small: Buffer }> {
  const random = seededRandom(seed)
  const { width, height } = side
  const picture = new Jimp({ width, height, color: 0x4a5568ff })
  const ground = Math.round(height * 0.65)
  paint(picture, { left: 0, top: ground, width, height: height - ground }, 0x2d2a26ff)
  const brick = Math.round(width / 16)
  for (let row = 0; row * brick < ground; row += 2)
    for (let column = row % 4 === 0 ? 0 : brick / 2; column < width; column += brick)
      paint(
        picture,
        { left: column, top: row * brick * 0.5, width: brick - 3, height: brick * 0.5 - 3 },
        colour(0x8b4a3b, random.below(24)),
      )
  for (let bag = 0; bag < 5 + random.below(5); bag += 1) {
    const size = Math.round(height * (0.06 + random.below(10) / 100))
    paint(
      picture,
      {
        left: random.below(width - size),
        top: ground + random.below(height - ground - size),
        width: size,
        height: size,
      },
      colour(0x1b1f24, random.below(40)),
    )
  }
  const photo = await picture.getBuffer('image/jpeg', { quality: 80 })
  picture.resize({ w: 320 })
  return { photo, small: await picture.getBuffer('image/jpeg', { quality: 75 }) }
}

type Area = { left: number; top: number; width: number; height: number }

const colour = (base: number, lighter: number) =>
  ((((base >> 16) & 0xff) + lighter) * 0x1000000 +
    (((base >> 8) & 0xff) + lighter) * 0x10000 +
    ((base & 0xff) + lighter) * 0x100 +
    0xff) >>>
  0

function paint(
  picture: { setPixelColor(colour: number, x: number, y: number): unknown },
  area: Area,
  fill: number,
) {
  for (let y = Math.max(0, Math.round(area.top)); y < area.top + area.height; y += 1)
    for (let x = Math.max(0, Math.round(area.left)); x < area.left + area.width; x += 1)
      picture.setPixelColor(fill, x, y)
}

/** Drums through a wall: four seconds, 8,000 samples of 16 bits a second. */
export function drumWav(beatsPerMinute: number): Buffer {
  const rate = 8_000
  const samples = rate * 4
  const bytes = Buffer.alloc(44 + samples * 2)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(samples * 2, 40)
  const beat = (60 / beatsPerMinute) * rate
  for (let at = 0; at < samples; at += 1) {
    const since = (at % beat) / rate
    const sound = Math.exp(-since * 14) * Math.sin(2 * Math.PI * 70 * since)
    bytes.writeInt16LE(Math.round(sound * 20_000), 44 + at * 2)
  }
  return bytes
}
