import type { DecidedReport } from './decide.ts'
import type { Random } from './random.ts'

/** What reporters write, by type: what is happening, then a detail. */
const accounts: Readonly<Record<string, { what: readonly string[]; detail: readonly string[] }>> = {
  noise: {
    what: [
      'Loud music with heavy bass from a house nearby.',
      'A party that goes on long after midnight.',
      'Shouting and banging doors at all hours.',
      'A burglar alarm that nobody turns off.',
      'Drilling and hammering late in the evening.',
    ],
    detail: [
      'I can hear it with the windows shut.',
      'It makes the glasses in my cupboard rattle.',
      'We asked them to turn it down and it got louder.',
      'It starts when the pubs close.',
      'The children cannot sleep.',
    ],
  },
  vehicles: {
    what: [
      'Off-road bikes tearing across the field.',
      'Two people on one moped riding along the pavement.',
      'Cars racing round the car park and spinning their wheels.',
      'Quad bikes on the footpath behind the houses.',
      'Engines revving and music from parked cars.',
    ],
    detail: [
      'None of them had a number plate.',
      'A woman with a pushchair had to jump out of the way.',
      'They wear black and cover their faces.',
      'The grass is churned up.',
      'They meet here and then ride off together.',
    ],
  },
  off_road_bikes: {
    what: [
      'Two off-road bikes ride up and down the old railway line.',
      'Quads on the fields behind the estate.',
      'A bike without lights or plates on the cycle path.',
    ],
    detail: ['They come out when school ends.', 'The riders wear masks.', 'A walker was nearly hit.'],
  },
  gatherings: {
    what: [
      'A large group shouting and throwing things.',
      'About fifteen people drinking and swearing outside the shops.',
      'A group blocking the path and staring people down.',
      'People climbing on the roof of the shelter.',
      'A group letting off stink bombs and running through the shop.',
    ],
    detail: [
      'People cross the road to avoid them.',
      'They broke bottles on the steps.',
      'They leave when a patrol comes and then come back.',
      'Some of them look about thirteen.',
      'The shopkeeper shut early because of it.',
    ],
  },
  neighbours: {
    what: [
      'The people next door shout abuse over the fence.',
      'The flat above slams doors and drags furniture on purpose.',
      'Visitors come and go at the house opposite all night.',
      'An argument over parking that gets worse every week.',
      'Rubbish is thrown into our garden.',
    ],
    detail: [
      'It has gone on since the spring.',
      'I have tried to talk to them twice.',
      'We keep a diary of it.',
      'They filmed us through the window.',
      'It starts whenever we use the garden.',
    ],
  },
  harassment: {
    what: [
      'Someone follows me home from the bus.',
      'A man waits outside and shouts at me.',
      'The same people threaten me when I walk past.',
      'Someone bangs on my door at night and runs.',
    ],
    detail: [
      'I no longer go out after dark.',
      'It is always the same person.',
      'I have changed the way I walk to work.',
      'I think it is because I complained before.',
    ],
  },
  hate: {
    what: [
      'Insults about my religion shouted from a car.',
      'A group mocked the way my son walks and talks.',
      'Abusive words about where we come from were sprayed on our wall.',
      'Somebody shouted abuse at my partner and me for holding hands.',
    ],
    detail: [
      'It has happened before in the same place.',
      'My daughter heard all of it.',
      'Nobody around us said anything.',
      'We scrubbed it off but it came back.',
    ],
  },
  damage: {
    what: [
      'Windows of the bus shelter smashed.',
      'Graffiti all over the underpass.',
      'Wing mirrors kicked off a row of cars.',
      'The fence of the play area has been pulled down.',
    ],
    detail: [
      'There is glass all over the pavement.',
      'It was repaired only last month.',
      'I heard them laughing.',
      'It looks worse every week.',
    ],
  },
  drugs: {
    what: [
      'People smoking cannabis on the stairs every evening.',
      'Cars stop for a minute, hand something over and go.',
      'Someone is dealing from the garages.',
      'Small gas canisters left all over the car park.',
    ],
    detail: [
      'The smell comes into my flat.',
      'There are children about when it happens.',
      'There are strangers on the landing.',
      'It is worst at the weekend.',
    ],
  },
  litter: {
    what: [
      'Needles left by the bench.',
      'Takeaway boxes and cans all over the grass.',
      'Bags of rubbish left by the gate every week.',
      'Broken bottles in the play area.',
    ],
    detail: [
      'The bins have not been emptied.',
      'A dog cut its paw.',
      'It blows into the gardens.',
      'I pick up what I can.',
    ],
  },
  fly_tipping: {
    what: [
      'A sofa and two mattresses dumped in the lane.',
      "Builder's rubble tipped in the lay-by.",
      'A van emptied bags of waste by the gate.',
      'Old tyres thrown in the ditch.',
    ],
    detail: [
      'There is an envelope with an address in it.',
      'The lane is almost blocked.',
      'It smells.',
      'More is added every few days.',
    ],
  },
  animals: {
    what: [
      'A dog barks all day when its owners are out.',
      'A dog off its lead chased my child.',
      'Dog mess all along the path.',
      'Horses left loose on the verge.',
    ],
    detail: [
      'It starts at six in the morning.',
      'The owner laughed about it.',
      'The dog looks thin.',
      'It happens nearly every day.',
    ],
  },
  fireworks: {
    what: [
      'Fireworks thrown at cars.',
      'Rockets let off in the street until after midnight.',
      'Bangers pushed through letter boxes.',
      'A group aiming fireworks at each other in the park.',
    ],
    detail: [
      'My dog will not come out from under the bed.',
      'One landed on a roof.',
      'They must be twelve or thirteen.',
      'It has gone on for three nights.',
    ],
  },
  street_drinking: {
    what: [
      'The same group drinks on the benches from midday.',
      'Men drinking and shouting by the war memorial.',
      'People drinking in the doorway of the library.',
    ],
    detail: [
      'They ask everyone for money.',
      'They fight among themselves.',
      'There is a sign that says no drinking here.',
    ],
  },
  begging: {
    what: [
      'Someone asks for money at the cash machine and will not take no.',
      'Two people beg at the tables outside the cafe.',
      'A man goes from car to car at the lights.',
    ],
    detail: [
      'I worry about him as well.',
      'He got angry when I said no.',
      'It happens every day at the same time.',
    ],
  },
  nuisance_calls: {
    what: [
      'Silent calls through the night.',
      'Abusive messages from a number I do not know.',
      'Someone posts lies about us in a local group.',
    ],
    detail: ['I have kept all of them.', 'Twenty in one evening.', 'It started after an argument.'],
  },
  trespass: {
    what: [
      'People climb over the fence into the closed school.',
      'Someone sleeps in the empty unit.',
      'Strangers cut through our yard at night.',
    ],
    detail: ['The roof is not safe.', 'The padlock was cut.', 'They had torches.'],
  },
  abandoned_vehicles: {
    what: [
      'A car with flat tyres has not moved for a month.',
      'A burnt-out van at the end of the road.',
      'A caravan left in the lay-by.',
    ],
    detail: ['The windows are broken.', 'It has no number plates.', 'Children play in it.'],
  },
  sex_work: {
    what: ['Cars slow down and men ask women for business.', 'People have sex in cars behind the unit.'],
    detail: [
      'It happens after eleven at night.',
      'I was asked on my way home.',
      'We find used condoms in the morning.',
    ],
  },
}

/** The account given in the reporter's words: no names, no addresses. */
export function summaryOf(report: DecidedReport, random: Random): string {
  const account = accounts[report.type.code]
  if (!account) throw new Error(`Nobody has words for ${report.type.code}`)
  return `${random.pick(account.what)} ${random.pick(account.detail)}`
}

/** The place as the reporter put it. */
export function placeWordsOf(report: DecidedReport, random: Random): string {
  const { street, place } = report
  if (place) return `${place.name}, ${street.ward.name}`
  if (!report.areas)
    return random.pick([
      'Near my house',
      'On the path by the water',
      'Somewhere between the two bridges',
      'On the number 9 bus',
    ])
  return `${random.pick(['Near', 'On', 'Behind', 'At the end of'])} ${street.name}, ${street.ward.name}`
}

export const decisionReasons = {
  refused: [
    'We need a place to be able to look into this. Please report it again with a street or a pin.',
    'This has been reported already and is being dealt with under the earlier reference.',
    "This is a matter between you and your landlord's repairs team.",
  ],
  not_asb: [
    'This is a parking matter. Please contact the parking team.',
    'Everyday household noise in the daytime is not anti-social behaviour. Mediation may help.',
    'This has been recorded as a crime and passed to the police.',
  ],
  closed: [
    'We spoke to the people responsible and nothing more has been reported.',
    'We patrolled for two weeks and found nothing further.',
    'The waste has been cleared.',
    'A warning letter was sent and the reporter tells us that it has stopped.',
    'We asked for more information and had no reply.',
  ],
} as const
