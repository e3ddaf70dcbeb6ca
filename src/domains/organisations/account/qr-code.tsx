import { encode } from 'uqr'
import type { Html } from '#platform/govuk'

const quietModules = 4
const pixelsPerModule = 5

/** A QR code as inline SVG with its quiet zone (ISO/IEC 18004 section 9.1), drawn without any style. */
export function QrCode({ text, label }: { text: string; label: string }): Html {
  const { data, size } = encode(text, { ecc: 'M', border: quietModules })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  const side = size * pixelsPerModule
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark.join('')} fill="#000000" />
    </svg>
  )
}
