import type { Draw } from './draw.ts'

export function drawReferrals(
  draw: Draw,
  { organisation, member }: { organisation: readonly { id: number }[]; member: readonly { id: string }[] },
) {
  const referral_sheet = draw.times(4, (at) => ({
    id: draw.id(),
    organisation_id: draw.pick(organisation).id,
    // The last came by e-mail: nobody at work here handed it in.
    ...(at === 3
      ? { member_id: null, sender: 'omar@homes.example' }
      : { member_id: draw.pick(member).id, sender: '' }),
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
