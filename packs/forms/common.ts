/** What every set of the public form shares: the same question has the same words and codes whatever the type. */

export type Text = { en: string; cy: string }
export type Option = {
  code: string
  label: Text
  hint?: Text
  exclusive?: true
  leadsTo?: 'danger' | 'abuse' | 'hate'
}

/** The same in English and in Welsh. */
export const t = (en: string, cy: string): Text => ({ en, cy })

type More = Omit<Option, 'code' | 'label'>
export const o = (code: string, en: string, cy: string, more: More = {}): Option => ({
  code,
  label: t(en, cy),
  ...more,
})

type Asked = { question: string; is: readonly string[] }
type Choosing = {
  wording: Text
  hint?: Text
  /** The error when it is left out; without it the question may be left. */
  missing?: Text
  askedWhen?: Asked
}

export const one = (id: string, question: Choosing, options: readonly Option[]) => ({
  kind: 'one' as const,
  id,
  ...question,
  options,
})

const severalHint = t('Select all that apply.', 'Dewiswch bob un sy’n berthnasol.')
export const several = (id: string, question: Choosing, options: readonly Option[]) => ({
  kind: 'several' as const,
  id,
  hint: severalHint,
  ...question,
  options,
})

export const words = (id: string, question: Choosing, most: number) => ({
  kind: 'words' as const,
  id,
  ...question,
  most,
})

export const notSure = o('not_sure', 'I am not sure', 'Nid wyf yn siŵr')
export const somethingElse = o('other', 'Something else', 'Rhywbeth arall')
const yes = o('yes', 'Yes', 'Ydw')

/** The summary of the report. */
export const whatHappened = (hint: Text) =>
  words(
    'what_happened',
    {
      wording: t('What happened?', 'Beth ddigwyddodd?'),
      hint,
      missing: t('Tell us what happened', 'Dywedwch wrthym beth ddigwyddodd'),
    },
    5000,
  )

export const inYourWords = t(
  'Tell us in your own words what you saw or heard. Do not give names here. We will ask about that later.',
  'Dywedwch yn eich geiriau eich hun beth welsoch neu beth glywsoch. Peidiwch â rhoi enwau yma. Byddwn yn gofyn am hynny wedyn.',
)

export const whereItIs = {
  wording: t('Where does it happen?', 'Ble mae’n digwydd?'),
  hint: t(
    'If you do not know exactly, tell us where you saw or heard it.',
    'Os nad ydych yn gwybod yn union, dywedwch ble gwelsoch neu y clywsoch ef.',
  ),
}
export const whenItIs = { wording: t('When does it happen?', 'Pryd mae’n digwydd?') }

const little = o('little', 'It does not affect me much', 'Nid yw’n effeithio llawer arnaf', {
  exclusive: true,
})

/** How it affects those who report, and what makes harm worse for them. */
export const effect = [
  several(
    'effect',
    {
      wording: t('How does it affect you?', 'Sut mae’n effeithio arnoch chi?'),
      missing: t(
        'Select how it affects you, or select ‘It does not affect me much’',
        'Dewiswch sut mae’n effeithio arnoch, neu dewiswch ‘Nid yw’n effeithio llawer arnaf’',
      ),
    },
    [
      o('sleep', 'I cannot sleep', 'Ni allaf gysgu'),
      o(
        'home',
        'I cannot use parts of my home or garden',
        'Ni allaf ddefnyddio rhannau o’m cartref neu’m gardd',
      ),
      o('work', 'I cannot work or study', 'Ni allaf weithio nac astudio'),
      o('fear', 'I am afraid', 'Mae ofn arnaf'),
      o(
        'health',
        'It makes me ill, or makes an illness worse',
        'Mae’n fy ngwneud yn sâl, neu’n gwneud salwch yn waeth',
      ),
      o('children', 'It affects children', 'Mae’n effeithio ar blant'),
      o(
        'daily_life',
        'I have changed what I do, or I stay away from places',
        'Rwyf wedi newid yr hyn rwy’n ei wneud, neu rwy’n cadw draw o leoedd',
      ),
      o('others', 'It affects other people near me', 'Mae’n effeithio ar bobl eraill yn fy ymyl'),
      little,
    ],
  ),
  one(
    'afraid_of',
    {
      wording: t('Who are you afraid of?', 'Pwy sy’n codi ofn arnoch?'),
      hint: t('We ask so that we can keep you safe.', 'Rydym yn gofyn er mwyn eich cadw’n ddiogel.'),
      missing: t(
        'Select who you are afraid of, or select ‘I would rather not say’',
        'Dewiswch pwy sy’n codi ofn arnoch, neu dewiswch ‘Byddai’n well gennyf beidio â dweud’',
      ),
      askedWhen: { question: 'effect', is: ['fear'] },
    },
    [
      o(
        'partner_or_family',
        'A partner, someone I used to be with, or family',
        'Partner, rhywun roeddwn gyda nhw o’r blaen, neu deulu',
        { leadsTo: 'abuse' },
      ),
      o('known', 'Someone else I know, like a neighbour', 'Rhywun arall rwy’n ei adnabod, fel cymydog'),
      o('stranger', 'People I do not know', 'Pobl nad wyf yn eu hadnabod'),
      o('rather_not', 'I would rather not say', 'Byddai’n well gennyf beidio â dweud'),
    ],
  ),
  several(
    'needs',
    {
      wording: t(
        'Is any of this true for you or someone you live with?',
        'A yw unrhyw un o’r rhain yn wir amdanoch chi neu rywun sy’n byw gyda chi?',
      ),
      hint: t(
        'This helps us to see who needs help first. You can leave this blank.',
        'Mae hyn yn ein helpu i weld pwy sydd angen help gyntaf. Gallwch adael hwn yn wag.',
      ),
    },
    [
      o('disability', 'Has a disability', 'Mae ganddynt anabledd'),
      o('illness', 'Has been ill for a long time', 'Maent wedi bod yn sâl ers amser hir'),
      o('mental_health', 'Has poor mental health', 'Mae ganddynt iechyd meddwl gwael'),
      o(
        'alone',
        'Lives alone, or has nobody to help',
        'Maent yn byw ar eu pen eu hunain, neu heb neb i helpu',
      ),
      o('older', 'Is an older person who feels less safe', 'Maent yn berson hŷn sy’n teimlo’n llai diogel'),
      o('child', 'Is a child, or is having a baby', 'Maent yn blentyn, neu’n disgwyl babi'),
      o('carer', 'Looks after someone else', 'Maent yn gofalu am rywun arall'),
      o('harm', 'Thinks of hurting themselves', 'Maent yn meddwl am frifo eu hunain', { leadsTo: 'danger' }),
      o('none', 'None of these', 'Dim un o’r rhain', { exclusive: true }),
    ],
  ),
  one(
    'worse',
    {
      wording: t('Is it getting worse?', 'A yw’n mynd yn waeth?'),
      missing: t('Select yes if it is getting worse', 'Dewiswch ydy os yw’n mynd yn waeth'),
    },
    [
      o('yes', 'Yes', 'Ydy'),
      o('same', 'It stays the same', 'Mae’n aros yr un fath'),
      o('no', 'No, it is getting better', 'Nac ydy, mae’n gwella'),
      o('first_time', 'This was the first time', 'Hwn oedd y tro cyntaf'),
    ],
  ),
  words(
    'effect_more',
    {
      wording: t(
        'Is there anything else about how it affects you?',
        'A oes unrhyw beth arall am sut mae’n effeithio arnoch?',
      ),
      hint: t('You can leave this blank.', 'Gallwch adael hwn yn wag.'),
    },
    2000,
  ),
]

/** Whether anybody was told before: counts for the ASB Case Review (2014 Act, section 104). */
export const before = [
  one(
    'reported_before',
    {
      wording: t(
        'Have you told anyone about this before?',
        'A ydych wedi dweud wrth unrhyw un am hyn o’r blaen?',
      ),
      hint: t(
        'For example the police, the council or your landlord.',
        'Er enghraifft yr heddlu, y cyngor neu’ch landlord.',
      ),
      missing: t(
        'Select yes if you have told anyone about this before',
        'Dewiswch ydw os ydych wedi dweud wrth unrhyw un am hyn o’r blaen',
      ),
    },
    [yes, o('no', 'No, this is the first time', 'Nac ydw, dyma’r tro cyntaf'), notSure],
  ),
  several(
    'reported_to',
    {
      wording: t('Who did you tell?', 'Wrth bwy y dywedoch?'),
      hint: t(
        'Select all that you remember. You can leave this blank.',
        'Dewiswch bob un rydych yn ei gofio. Gallwch adael hwn yn wag.',
      ),
      askedWhen: { question: 'reported_before', is: ['yes'] },
    },
    [
      o('police', 'The police', 'Yr heddlu'),
      o('council', 'The council', 'Y cyngor'),
      o('landlord', 'A landlord or housing association', 'Landlord neu gymdeithas dai'),
      o('other', 'Someone else', 'Rhywun arall'),
    ],
  ),
  words(
    'reported_what_came',
    {
      wording: t('What happened after you told them?', 'Beth ddigwyddodd ar ôl i chi ddweud wrthynt?'),
      hint: t(
        'If you have a reference number, write it here. You can leave this blank.',
        'Os oes gennych gyfeirnod, ysgrifennwch ef yma. Gallwch adael hwn yn wag.',
      ),
      askedWhen: { question: 'reported_before', is: ['yes'] },
    },
    1000,
  ),
]

/** What may be behind hate, as the police record it, with age and sex beside them. */
export const strands = [
  o('race', 'Race, colour or where I come from', 'Hil, lliw neu o ble rwy’n dod'),
  o('faith', 'Faith, or having none', 'Ffydd, neu fod heb un'),
  o('disability', 'Disability', 'Anabledd'),
  o('sexuality', 'Who I love', 'Pwy rwy’n ei garu'),
  o('trans', 'Being trans', 'Bod yn draws'),
  o('sex', 'Being a woman or a man', 'Bod yn fenyw neu’n ddyn'),
  o('age', 'Age', 'Oedran'),
  o('other', 'Something else about me', 'Rhywbeth arall amdanaf'),
]

const fromWhyYou = (...is: readonly string[]) => ({ question: 'why_you', is })

/** Why those who report think that it happens to them. */
export const why = [
  one(
    'why_you',
    {
      wording: t(
        'Why do you think this is happening to you?',
        'Pam ydych chi’n meddwl bod hyn yn digwydd i chi?',
      ),
      missing: t(
        'Select why you think this is happening to you',
        'Dewiswch pam rydych yn meddwl bod hyn yn digwydd i chi',
      ),
    },
    [
      o('nearby', 'I just happen to live or be nearby', 'Rwy’n digwydd byw neu fod gerllaw'),
      o('targeted', 'Someone is doing it to me on purpose', 'Mae rhywun yn ei wneud i mi yn fwriadol'),
      o(
        'who_i_am',
        'It is because of who I am, or who they think I am',
        'Oherwydd pwy ydw i, neu pwy maent yn meddwl ydw i',
        {
          hint: t(
            'For example your race, faith, disability, sex, age, who you love or being trans',
            'Er enghraifft eich hil, ffydd, anabledd, rhyw, oedran, pwy rydych yn ei garu neu fod yn draws',
          ),
          leadsTo: 'hate',
        },
      ),
      o('dispute', 'It started with an argument or a dispute', 'Dechreuodd gyda ffrae neu anghydfod'),
      o(
        'not_me',
        'It is not happening to me, I saw it or heard about it',
        'Nid yw’n digwydd i mi, fe’i gwelais neu fe glywais amdano',
      ),
      o('not_sure', 'I do not know', 'Nid wyf yn gwybod'),
    ],
  ),
  several(
    'why_you_which',
    {
      wording: t('What do you think it is about?', 'Am beth ydych chi’n meddwl y mae?'),
      hint: t(
        'Select all that apply. You can leave this blank.',
        'Dewiswch bob un sy’n berthnasol. Gallwch adael hwn yn wag.',
      ),
      askedWhen: fromWhyYou('who_i_am'),
    },
    strands,
  ),
  words(
    'why_you_more',
    {
      wording: t('What makes you think so?', 'Beth sy’n gwneud i chi feddwl hynny?'),
      hint: t(
        'This helps us to see if you need more help. You can leave this blank.',
        'Mae hyn yn ein helpu i weld a oes angen mwy o help arnoch. Gallwch adael hwn yn wag.',
      ),
      askedWhen: fromWhyYou('targeted', 'who_i_am', 'dispute'),
    },
    1000,
  ),
]

/** Who does it, as far as it is known. `wording` asks what is known of them. */
export const who = (
  wording: Text = t('What do you know about them?', 'Beth ydych chi’n ei wybod amdanynt?'),
  hint: Text = t(
    'Tell us what you know, like a name, an address or what they look like.',
    'Dywedwch beth rydych yn ei wybod, fel enw, cyfeiriad neu sut olwg sydd arnynt.',
  ),
) => [
  one(
    'who_known',
    {
      wording: t('Do you know who is doing it?', 'A ydych yn gwybod pwy sy’n ei wneud?'),
      hint: t(
        'You do not have to say. Do not put yourself in danger to find out.',
        'Nid oes rhaid i chi ddweud. Peidiwch â rhoi eich hun mewn perygl i gael gwybod.',
      ),
    },
    [
      yes,
      o('some', 'I know something about them', 'Rwy’n gwybod rhywbeth amdanynt'),
      o('no', 'No', 'Nac ydw'),
    ],
  ),
  words('who_is_it', { wording, hint, askedWhen: { question: 'who_known', is: ['yes', 'some'] } }, 2000),
]

/** How many people there are. */
export const howMany = (wording: Text) =>
  one('how_many', { wording, hint: t('You can leave this blank.', 'Gallwch adael hwn yn wag.') }, [
    o('one', '1', '1'),
    o('few', '2 to 5', '2 i 5'),
    o('many', '6 to 15', '6 i 15'),
    o('crowd', 'More than 15', 'Mwy na 15'),
    notSure,
  ])

type SetFacts = {
  asbType: string
  version?: number
  label: Text
  /** What belongs here, under the type's name where a type is chosen. */
  examples: Text
  what: readonly unknown[]
  where?: { wording: Text; hint?: Text }
  when?: { wording: Text; hint?: Text }
  effect?: readonly unknown[]
  why?: readonly unknown[]
  who?: readonly unknown[]
}

const validFrom = '2026-02-01'

/** A set with what all share where it brings nothing of its own. */
export function questionSet({ asbType, version = 1, label, examples, what, ...own }: SetFacts) {
  return {
    asbType,
    version,
    validFrom,
    label,
    examples,
    what,
    where: own.where ?? whereItIs,
    when: own.when ?? whenItIs,
    effect: own.effect ?? effect,
    before,
    why: own.why ?? why,
    who: own.who ?? who(),
  }
}
