import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { englishFormWords, type FormWords } from '#platform/forms'
import { englishLayoutWords, type LayoutWords } from '#platform/govuk'
import { accessibility } from './en/accessibility.ts'
import { contact } from './en/contact.ts'
import { easyRead } from './en/easy-read.ts'
import { evidence } from './en/evidence.ts'
import { follow } from './en/follow.ts'
import { form, waysToReport } from './en/form.ts'
import { lostLink } from './en/lost-link.ts'
import { problems } from './en/problems.ts'
import { reviews } from './en/reviews.ts'
import { victim } from './en/victim.ts'
import type { Prose } from './prose.ts'

const layout: LayoutWords = englishLayoutWords
const forms: FormWords = englishFormWords
const prose = (...blocks: Prose): Prose => blocks

/** English, which says what words there are. Plain words and short sentences: a reader of nine follows them. */
export const en = {
  layout,
  forms,
  /** Days and hours by the GOV.UK style guide. */
  dates: {
    date: (day: Date | LocalDate): string => formatDate(day),
    dateTime: (moment: Date): string => formatDateTime(moment),
    /** A full hour of the day, 0 to 23. */
    hour: (hour: number): string => {
      if (hour === 0) return 'midnight'
      if (hour === 12) return 'midday'
      return `${hour % 12}${hour < 12 ? 'am' : 'pm'}`
    },
    /** Monday first. */
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
  /** On every page. */
  site: {
    service: 'Report anti-social behaviour',
    back: 'Back',
    continue: 'Continue',
    saveForLater: 'Save and come back later',
    change: 'Change',
    or: 'or',
    optional: '(optional)',
    selectAll: 'Select all that apply.',
    leftBlank: 'Left blank',
    warning: 'Warning',
    emergency: 'Call 999 now if someone is in danger or a crime is happening.',
    footer: {
      easyRead: 'Easy Read',
      waysToReport: 'Other ways to report',
      caseReview: 'ASB Case Review',
      accessibility: 'Accessibility',
      privacy: 'Privacy',
      cookies: 'Cookies',
    },
    /** As the component takes them: `%{count}` stands for the number. */
    characterCount: {
      textareaDescriptionText: 'You can enter up to %{count} characters',
      charactersUnderLimitText: {
        one: 'You have %{count} character remaining',
        other: 'You have %{count} characters remaining',
      },
      charactersAtLimitText: 'You have 0 characters remaining',
      charactersOverLimitText: {
        one: 'You have %{count} character too many',
        other: 'You have %{count} characters too many',
      },
    },
    /** What scripts of the page say. */
    scripts: {
      saved: 'Saved',
      cannotSave: 'We cannot save at the moment. Your answers are kept on this device. We will try again.',
      notConnected:
        'You are not connected. Your answers are kept on this device. Try again when you are online.',
      places: 'Places',
      noPlaces: 'No places found',
      onePlace: '1 place found',
      /** `%` stands for the number. */
      manyPlaces: '% places found',
      /** `%` stands for the place. */
      placeChosen: '% chosen',
    },
  },
  form,
  waysToReport,
  home: {
    title: 'Start',
    heading: 'Report anti-social behaviour',
    lead: 'Tell the police, your council and your landlord about anti-social behaviour. You tell us once. We find the right team.',
    youCanReport: 'You can report:',
    kinds: [
      'noise and problems with neighbours',
      'threats, harassment or abuse because of who you are',
      'vehicles, off-road bikes and rowdy gatherings',
      'damage, graffiti, litter and fly-tipping',
      'drugs, street drinking and begging',
      'dogs and other animals, and fireworks',
      'anything else that makes life hard where you live',
    ],
    howLong:
      'It takes about 10 minutes. You can stop at any time and come back later. You do not have to give your name.',
    start: 'Start now',
    help: prose(
      { heading: 'If you need help to report' },
      'You can report by phone, ask someone to fill in the form for you, or get it in another format. See [other ways to report](/ways-to-report).',
      { heading: 'If you have reported something already' },
      'Open the private link that you were given when you sent your report. It shows what has happened since. If you lost it, you can [get a new link](/status).',
      { heading: 'If you have told us before and it does not stop' },
      'You can [ask for an ASB Case Review](/case-review). It is free, and it is your right by law.',
      { heading: 'If you work for a partner organisation' },
      '[Sign in](/sign-in)',
    ),
  },
  accessibility,
  privacy: {
    title: 'Privacy',
    body: prose(
      'This page says what this service does with what you tell us. The organisation that deals with your report has its own privacy notice as well.',
      { heading: 'What we keep' },
      'We keep the answers that you give: what happened, where, when and how it affects you. If you give your name or a way to contact you, we keep that apart from the rest.',
      { heading: 'Who sees it' },
      'Your report goes to the organisation that can deal with it: the police, a council or a landlord. It can share the report with another of these when they need to work together. Only the organisation that holds your report sees how to contact you. Every time somebody opens your report, we write down who it was.',
      { heading: 'If you stay anonymous' },
      'We do not ask for your name. But what you write can give you away, for example if you say that you live next door. Leave out what you do not want us to know.',
      { heading: 'Your private links' },
      'The links to your unfinished report and to the page that shows what happens next are secret. Anyone who has a link can open the page, so do not share it.',
      { heading: 'Your rights' },
      'You can ask the organisation that holds your report for a copy of what it keeps about you, or to put it right. If you are not happy with its answer, you can complain to the [Information Commissioner](https://ico.org.uk/make-a-complaint/).',
    ),
  },
  cookies: {
    title: 'Cookies',
    body: prose(
      'Cookies are small files that a website keeps on your device. We do not count or follow visitors.',
      'If you choose a language, one cookie remembers which. It holds nothing else, and it goes when you close your browser. We use no other cookies when you report something.',
      'People who work for our partners get a cookie when they sign in. It keeps them signed in. A second one remembers for 30 days whose browser it is, so that nothing they typed is lost when they are signed out.',
      { heading: 'What may be kept on your device' },
      'If you lose your internet connection while you type, your answers on that page are kept on your device, so that you do not have to type them again. They are removed when we have saved them, or the next time that you open the page after a day has passed.',
      'Your browser also keeps a list of pages that you have opened. If somebody else uses your device, you may want to clear it.',
    ),
  },
  evidence,
  problems,
  victim,
  ...contact,
  follow,
  lostLink,
  easyRead,
  reviews,
}

/** What every language brings. */
export type Words = typeof en
