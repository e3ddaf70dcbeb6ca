import type { Html } from '#platform/govuk'

/** Simple drawings of our own, one for each thought; what they show is in the sentence beside them. */
const drawings = {
  danger: (
    <>
      <path d="M50 12 92 86H8Z" />
      <path d="M50 38v24M50 72v3" />
    </>
  ),
  upset: (
    <>
      <circle cx="50" cy="50" r="38" />
      <path d="M36 40v4M64 40v4M34 70q16-16 32 0" />
    </>
  ),
  noise: (
    <>
      <path d="M14 40h16l22-18v56L30 60H14Z" />
      <path d="M64 36q10 14 0 28M76 26q18 24 0 48" />
    </>
  ),
  website: (
    <>
      <path d="M12 18h76v50H12ZM38 84h24M50 68v16" />
      <path d="M26 34h48M26 48h30" />
    </>
  ),
  phone: <path d="M28 14h14l6 20-10 8q6 14 20 20l8-10 20 6v14q-2 12-14 12Q20 76 16 28q0-12 12-14Z" />,
  helper: (
    <>
      <circle cx="32" cy="28" r="12" />
      <circle cx="68" cy="28" r="12" />
      <path d="M12 84q0-34 20-34 14 0 18 16 4-16 18-16 20 0 20 34" />
    </>
  ),
  noName: (
    <>
      <circle cx="50" cy="30" r="16" />
      <path d="M20 86q0-34 30-34t30 34M16 16l68 70" />
    </>
  ),
  camera: (
    <>
      <path d="M12 30h20l8-12h20l8 12h20v50H12Z" />
      <circle cx="50" cy="54" r="15" />
    </>
  ),
  later: (
    <>
      <circle cx="50" cy="50" r="38" />
      <path d="M50 26v26l16 10" />
    </>
  ),
  number: (
    <>
      <path d="M12 28h76v44H12Z" />
      <path d="M26 44v14M38 44h10l-10 14h10M60 44h10v14H60M60 51h10" />
    </>
  ),
  key: (
    <>
      <circle cx="30" cy="50" r="18" />
      <path d="M48 50h42v16M74 50v12" />
    </>
  ),
  send: (
    <>
      <path d="M8 26h56v44H8ZM8 28l28 24 28-24" />
      <path d="M72 48h20M84 38l10 10-10 10" />
    </>
  ),
  decide: (
    <>
      <path d="M20 12h46l14 14v62H20Z" />
      <path d="m34 56 12 12 22-28" />
    </>
  ),
  talk: (
    <>
      <path d="M8 16h54v34H30L18 62V50H8Z" />
      <path d="M40 60v10h34l10 12V70h8V38H72" />
    </>
  ),
  again: <path d="M78 30A34 34 0 1 0 84 56M80 12v20H60" />,
  question: (
    <>
      <circle cx="50" cy="50" r="38" />
      <path d="M38 40q0-14 12-14t12 12q0 8-12 14v8M50 72v3" />
    </>
  ),
  meeting: (
    <>
      <path d="M14 60h72l8 18H6Z" />
      <circle cx="22" cy="36" r="9" />
      <circle cx="50" cy="28" r="9" />
      <circle cx="78" cy="36" r="9" />
    </>
  ),
  free: (
    <>
      <circle cx="50" cy="50" r="34" />
      <path d="M60 36q-4-8-12-6t-6 12q2 14-6 24h26M36 52h18M14 86l72-72" />
    </>
  ),
  day: (
    <>
      <path d="M14 22h72v64H14ZM14 40h72M32 12v18M68 12v18" />
      <path d="m38 62 10 10 18-20" />
    </>
  ),
} as const satisfies Readonly<Record<string, Html>>

export type PictureName = keyof typeof drawings

export function Picture({ name }: { name: PictureName }): Html {
  return (
    <svg class="app-easy-read__picture" viewBox="0 0 100 100" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
