import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

const call999 = prose(
  '[Call 999](tel:999) if someone is in danger or a crime is happening. Nobody reads this form at once.',
  { heading: 'If you cannot speak' },
  'Call 999 from a mobile phone and listen. If you make no sound, press 55 when you are asked. The police then know that you need help.',
  { heading: 'If you are deaf or cannot hear well' },
  {
    list: [
      'use a textphone and call 18000',
      'use [999 BSL](https://999bsl.co.uk/) to sign',
      'send a text to 999, if you have signed up for emergency texts',
    ],
  },
)

const abuse = prose(
  'You do not have to put up with this, and you do not have to be sure what to call it. People who know about abuse can help you.',
  'If you are in danger now, [call 999](tel:999).',
  {
    list: [
      'If you cannot speak, call from a mobile phone and press 55 when you are asked',
      'Call the National Domestic Abuse Helpline on [0808 2000 247](tel:08082000247): free, day and night',
      'In Wales, call Live Fear Free on [0808 80 10 800](tel:08088010800): free, day and night',
      'Tell the police on [101](tel:101) when it is not an emergency',
    ],
  },
  { heading: 'Stay safe on this device' },
  'Someone who uses your phone or computer may see this page. Use “Exit this page” at the top to leave at once. Then clear the list of pages that you have opened, or use a device that they cannot reach.',
)

const hate = prose(
  'Nobody may hurt, threaten or insult you because of your race, your faith, a disability, who you love, or because you are trans. When a crime is done for such a reason, it is a hate crime. You do not have to be sure.',
  {
    list: [
      'If you are in danger now, [call 999](tel:999)',
      'You can tell the police on [101](tel:101), or online on [True Vision](https://www.report-it.org.uk/)',
      'You can ask someone else to report for you',
    ],
  },
)

/** The public form: its own pages and steps. What a type asks is in its question set. */
export const form = {
  danger: {
    title: 'Is anyone in danger now?',
    yes: 'Yes, someone is in danger or a crime is happening now',
    abuse: 'Not this minute, but someone hurts, controls or scares me at home',
    abuseHint: 'For example a partner, someone you used to be with, or family',
    hate: 'Not this minute, but I am picked on because of who I am',
    hateHint: 'For example because of race, faith, disability, who you love or being trans',
    no: 'No',
    missing: 'Select yes if anyone is in danger now',
  },
  emergency: {
    title: 'Call 999 now',
    body: call999,
    after: prose(
      { heading: 'When everyone is safe' },
      '[Go on to report anti-social behaviour](/report/type)',
    ),
  },
  abuse: {
    title: 'Get help with abuse at home',
    body: abuse,
    here: prose(
      { heading: 'If you also report it here' },
      'Your report goes to the police, your council or your landlord. Only the one that deals with it sees how to contact you. Tell us how to contact you safely: we ask before you send it.',
    ),
    after: prose('[Go on with your report](/report/type)'),
  },
  hate: {
    title: 'Abuse because of who you are',
    body: hate,
    here: prose(
      { heading: 'If you report it here' },
      'Your report goes to the team that deals with this where it happens, and says why you think it is done. It does not take the place of telling the police about a crime.',
    ),
    after: prose('[Go on with your report](/report/type)'),
  },
  type: {
    title: 'What do you want to report?',
    hint: 'If it is more than one, choose the one that troubles you most.',
    missing: 'Select what you want to report',
  },
  advice: {
    title: 'Who deals with this',
    intro: (organisation: string) => `${organisation} says about this kind of problem here:`,
    whoDeals: 'Who does deal with it',
    still: 'You can still report it here. We then pass it to the right team.',
    goOn: 'What do you want to do?',
    report: 'Report it all the same',
    leave: 'Stop here',
    missing: 'Select whether you want to report it all the same',
    stopped: {
      title: 'You have not sent a report',
      body: prose(
        'We have not sent anything to anybody. If you change your mind, go back and report it all the same.',
        'If someone is in danger, [call 999](tel:999).',
      ),
    },
  },
  whenDanger: {
    title: 'Is anyone in danger at this moment?',
    yes: 'Yes',
    no: 'No, nobody is in danger',
    missing: 'Select yes if anyone is in danger at this moment',
  },
  where: {
    search: 'Search for a place',
    searchHint: 'A postcode, street, area or grid reference. Part of a postcode is fine.',
    describe: 'Describe the place',
    describeHint:
      'For example, “behind the shops” or “along the canal path”. Leave this blank if the search says enough.',
    missing: 'Search for the place, mark it on the map, or describe it in your own words',
    place: 'The place',
    description: 'Your description',
    near: (place: string) => `Near ${place}`,
    marked: 'The place I marked on the map',
    map: 'Map to mark the place',
    mapKeys: 'Use the arrow keys to move the pin.',
    mapHelp: 'Select the map, drag the pin or use the arrow keys to mark the place.',
    /** `%1` and `%2` stand for degrees north and east. */
    mapMarked: 'Marked: latitude %1, longitude %2',
  },
  whichPlace: {
    title: 'Which place do you mean?',
    found: (typed: string) => `You searched for “${typed}”. Go back to search for something else.`,
    nothing: (typed: string) =>
      `We found nothing for “${typed}”. Go back to try other words, or describe the place.`,
    none: 'None of these',
    describe: 'I will describe the place',
    missing: 'Select the place, or select ‘None of these’',
  },
  describePlace: {
    title: 'How would you describe the place?',
    hint: 'For example, the name of a shop, a park or a road near it.',
    missing: 'Describe the place in your own words',
  },
  when: {
    now: 'It is happening now',
    nowHint: 'If anyone is in danger, call 999 first.',
    once: 'It happened once',
    pattern: 'It keeps happening',
    missing: 'Select when it happens',
  },
  whenOnce: {
    title: 'When did it happen?',
    dateName: 'the date it happened',
    timeName: 'the time it happened',
    day: 'The day',
    dayParts: { day: 'Day', month: 'Month', year: 'Year' },
    dayHint: 'For example, 27 3 2026',
    time: 'What time was it?',
    timeHint: 'For example, 9:30pm. Leave this blank if you do not know.',
    about: 'If you do not know, about what time was it?',
    morning: 'Morning (6am to midday)',
    afternoon: 'Afternoon (midday to 6pm)',
    evening: 'Evening (6pm to midnight)',
    night: 'Early hours (midnight to 6am)',
    notSure: 'I am not sure',
    missingTime: 'Enter the time, or select about what time it happened',
    tooLongAgo: (years: number) => `The date it happened must be in the last ${years} years`,
    inFuture: 'The time it happened must be in the past',
  },
  whenPattern: {
    title: 'When does it usually happen?',
    days: 'Which days',
    noSetDays: 'No set days',
    everyDay: 'Every day',
    hours: 'About what time',
    from: 'From about',
    until: 'Until about',
    noSetTime: 'No set time',
    noSetTimes: 'No set times',
    fromTo: (from: string, to: string) => `${from} to ${to}`,
    since: 'When did it start',
    week: 'In the last week',
    month: 'In the last month',
    halfYear: 'In the last 6 months',
    longer: 'Longer ago',
    started: (since: string) => `Started: ${since.toLowerCase()}`,
    missingDays: 'Select the days when it happens, or select ‘No set days’',
    daysOrNone: 'Select days, or select ‘No set days’',
    missingFrom: 'Select when it starts',
    missingTo: 'Select when it ends',
    missingSince: 'Select when it started',
  },
  question: {
    whatYouWrite: 'What you write',
    alone: (label: string) => `Select other answers, or select ‘${label}’`,
  },
  forWhom: {
    title: 'Who is this report for?',
    hint: 'Someone else may fill this in for you, and you may fill it in for someone else.',
    victim: 'It happens to me or my home',
    witness: 'I saw or heard it, but it happens to other people',
    onBehalf: 'I am filling this in for someone else',
    onBehalfHint: 'For example a parent, friend or neighbour',
    professional: 'I am reporting as part of my work',
    professionalHint: 'For example as a carer, teacher, shop worker, councillor or support worker',
    missing: 'Select who this report is for',
  },
  consent: {
    title: 'Do they know that you are reporting this?',
    hint: 'We ask so that nobody gets a call that puts them in danger.',
    agreed: 'Yes, and they agree',
    agreedHint: 'We can then give you their news, and ask you about it',
    cannot: 'They cannot say, for example because they are a young child or very ill',
    no: 'No, they do not know or do not agree',
    noHint: 'You can still tell us what you know. Please leave out their name',
    missing: 'Select whether they know that you are reporting this',
  },
  theirName: {
    title: 'Who are you reporting for?',
    hint: 'Their name, or what they like to be called. You can leave this blank.',
    name: 'Their name',
  },
  yourWork: {
    title: 'What is your job, and who do you work for?',
    hint: 'You can leave this blank.',
    name: 'Your job',
  },
  contact: {
    title: 'Can we contact you about this?',
    yes: 'Yes, you can contact me',
    anonymous: 'No, I want to stay anonymous',
    hint: 'Either way, you get a private page that shows what happens with your report. We can do more if we can ask you questions.',
    missing: 'Select yes if we can contact you',
  },
  contactHow: {
    title: 'How should we contact you?',
    email: 'Email',
    phone: 'Phone call',
    text: 'Text message',
    missing: 'Select how we should contact you',
  },
  contactEmail: { title: 'What is your email address?', missing: 'Enter your email address' },
  contactPhone: { title: 'What is your telephone number?', missing: 'Enter your telephone number' },
  contactText: { title: 'What is your mobile number?', missing: 'Enter your mobile number' },
  contactName: {
    title: 'What is your name?',
    hint: 'Tell us what we should call you. You can leave this blank.',
    name: 'Your name',
  },
  contactSafely: {
    title: 'How can we contact you safely?',
    what: 'What should we do?',
    noVoicemail: 'Do not leave a voice message',
    onlyMe: 'Do not speak to anyone else who answers',
    noSubject: 'Do not say what it is about in a message',
    unmarked: 'Do not say who you are until you know it is me',
    usual: 'The usual way is fine',
    missing: 'Select what we should do, or select ‘The usual way is fine’',
    times: 'Is there a time that is safe, or one that is not? (optional)',
    timesHint: 'For example, “weekdays before 3pm”.',
  },
  contactFormat: {
    title: 'Do you need us to write or talk to you in a special way?',
    hint: 'Select all that apply.',
    welsh: 'In Welsh',
    bsl: 'In British Sign Language (BSL)',
    easyRead: 'In Easy Read',
    largePrint: 'In large print',
    audio: 'As a sound recording, or read out',
    braille: 'In braille',
    interpreter: 'In another language, with an interpreter',
    none: 'No, there is nothing I need',
    more: 'Which language, or what else? (optional)',
    missing: 'Select what you need, or select ‘No, there is nothing I need’',
  },
  check: {
    title: 'Check your answers',
    heading: 'Check your answers before you send your report',
    important: 'Important',
    changed: 'Your answers have changed since this page was opened. Check them again.',
    what: (type: string) => `What you are reporting: ${type.toLowerCase()}`,
    contact: 'How to contact you',
    send: 'Now send your report',
    whoGetsIt:
      'We send it to the organisation that can deal with it. Read [what we do with what you tell us](/privacy).',
    button: 'Send report',
  },
  done: {
    title: 'We have your report',
    reference: 'Your reference',
    keepLink: 'Keep your private link',
    link: prose('This page shows what happens with your report. Copy the link or save it as a bookmark.'),
    body: prose(
      'Anyone who has the link can open the page. It does not show your answers or your name.',
      { heading: 'What happens next' },
      {
        steps: [
          'We send your report to the team that looks after this kind of problem in this place.',
          'The team reads it and decides what to do.',
          'Your private page shows who has your report and what they decide.',
        ],
      },
      'If you said that we can contact you, the team may ask you for more.',
      { heading: 'If it happens again' },
      'Call 999 if someone is in danger or a crime is happening. If not, [make a new report](/report) each time. It helps us to see how often it happens.',
      'If you have reported it before and it does not stop, you can [ask for an ASB Case Review](/case-review): the organisations then look together at what was done.',
    ),
  },
  later: {
    title: 'Your answers are saved',
    body: prose(
      'To go on later, open this link on any device. Copy it, write it down or save it as a bookmark.',
    ),
    warning: 'Anyone who has this link can read your answers. Keep it only where it is safe.',
    after: (days: number) =>
      `We have not sent your report yet. Nobody reads it until you send it. If you do not come back for ${days} days, we delete it.`,
  },
  notFound: {
    title: 'We cannot find this report',
    message:
      'The link may be incomplete, or the report may be too old. Check the link, or start again from the first page.',
  },
  /** As staff read it beside the answers. */
  language: { title: 'Language of the form' },
}

export const waysToReport = {
  title: 'Other ways to report',
  body: prose(
    'You do not have to use this form. Whichever way you report, we keep the same facts and give you a reference.',
    { heading: 'In an emergency' },
    'Call 999. If you are deaf, use [999 BSL](https://999bsl.co.uk/) or a textphone on 18000.',
    { heading: 'Ask someone else to fill it in' },
    'A friend, a carer, your councillor or a support worker can [fill in this form for you](/report), if you agree. The form asks who it is for.',
    { heading: 'By phone to the police' },
    'Call [101](tel:101). With a textphone, call 18001 101. It costs nothing.',
    { heading: 'In British Sign Language' },
    'Ask any organisation below for a BSL interpreter. If you have a Relay UK app, you can type or sign your call.',
    { heading: 'In Easy Read, large print, braille or another language' },
    'Ask any organisation below. Tell them what you need and how to reach you. The form also asks what you need, so that answers reach you in the right way.',
  ),
  organisations: 'Organisations in this partnership',
  noOrganisations: 'Call 101, or your council.',
}
