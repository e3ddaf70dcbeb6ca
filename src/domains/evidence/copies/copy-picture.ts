import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Jimp } from 'jimp'
import { readPictureSize } from '../receive/picture-size.ts'
import {
  type CopiesMade,
  type CopyTask,
  copySide,
  damaged,
  type MadeFile,
  mostDecodedPixels,
  thumbnailSide,
} from './copy-plan.ts'

/** What Jimp decodes; it has no WebP, HEIC or AVIF. */
const decodable = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'])

const mode = { mode: 0o600 }

/**
 * Draws the picture anew, so that nothing but its pixels is in the copy: no place, no time, no name of a device, and nothing
 * hidden behind its end. How large it would be is known before anything is decoded.
 */
export async function copyPicture({ path, mediaType, folder }: CopyTask): Promise<Omit<CopiesMade, 'facts'>> {
  if (!decodable.has(mediaType))
    return {
      files: [],
      says: 'No copy could be made: this kind of picture needs ffmpeg, which is not set up.',
    }
  const size = await readPictureSize(path, mediaType)
  if (size === undefined || size.width * size.height === 0) return { files: [], says: damaged }
  if (size.width * size.height > mostDecodedPixels)
    return {
      files: [],
      says: `No copy could be made: the picture is too large, ${size.width} by ${size.height} pixels.`,
    }
  const picture = await Jimp.read(await readFile(path), {
    'image/jpeg': { maxMemoryUsageInMB: 1_024, maxResolutionInMP: mostDecodedPixels / 1_000_000 },
  })
  // A screenshot has sharp edges and stays a PNG; everything else becomes a JPEG.
  const isPng = mediaType === 'image/png'
  const copy: MadeFile = {
    role: 'copy',
    path: join(folder, 'copy'),
    mediaType: isPng ? 'image/png' : 'image/jpeg',
  }
  shrinkTo(picture, copySide)
  const drawn = isPng ? picture.getBuffer('image/png') : picture.getBuffer('image/jpeg', { quality: 85 })
  await writeFile(copy.path, await drawn, mode)
  const thumbnail: MadeFile = { role: 'thumbnail', path: join(folder, 'thumbnail'), mediaType: 'image/jpeg' }
  shrinkTo(picture, thumbnailSide)
  await writeFile(thumbnail.path, await picture.getBuffer('image/jpeg', { quality: 75 }), mode)
  return { files: [copy, thumbnail], says: '' }
}

function shrinkTo(picture: Awaited<ReturnType<typeof Jimp.read>>, side: number): void {
  if (Math.max(picture.bitmap.width, picture.bitmap.height) > side) picture.scaleToFit({ w: side, h: side })
}
