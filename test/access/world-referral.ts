import type { Draw } from './draw.ts'

export function drawReferrals(
  draw: Draw,
  { organisation, member }: { organisation: readonly { id: number }[]; member: readonly { id: string }[] },
) {
  const referral_sheet = draw.times(3, () => ({
    id: draw.id(),
    organisation_id: draw.pick(organisation).id,
    member_id: draw.pick(member).id,
    name: 'Referrals',
    header: '{"What happened"}',
    targets: '{narrative}',
  }))
  return {
    referral_sheet,
    referral_row: referral_sheet.flatMap(({ id }) =>
      [1, 2].map((line) => ({ sheet_id: id, line, cells: '{Shouting}' })),
    ),
  }
}
