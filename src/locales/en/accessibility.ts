import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

type Counts = { toCheck: number; passed: number; failed: number; notApplicable: number; unchecked: number }
const and = (texts: readonly string[]) =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`

/** The accessibility statement, and the checks from which it is made. */
export const accessibility = {
  title: 'Accessibility statement',
  intro: prose(
    'This statement is about this service, in which people report anti-social behaviour and see what happens next. The organisations that take part in it run it together.',
    'We want as many people as possible to be able to use it. You should be able to:',
    {
      list: [
        'use it with a keyboard alone',
        'use it with a screen reader',
        'make the text much larger without losing any of it',
        'use it on a small or old phone, and with scripts switched off',
        'read it in English or in Welsh',
      ],
    },
  ),
  statusHeading: 'How accessible this service is',
  status: {
    full: 'This service is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.',
    partial:
      'This service is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, because of what has not been checked and the problems listed below.',
    none: 'This service counts as not compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, because most of it has not been checked rule by rule yet.',
  },
  counts: ({ toCheck, passed, failed, notApplicable, unchecked }: Counts): string =>
    `There are ${toCheck} checks: each rule of the standard on each kind of page. ${toCheck - unchecked} have been done, in a real browser: ${passed} passed, ${failed} failed, and in ${notApplicable} there was nothing to which the rule applies. ${unchecked} have not been checked yet.`,
  toChecks: 'See every check, with its date',
  contentHeading: 'Content that may not be accessible',
  notCompliantHeading: 'What does not meet the rules',
  uncheckedCounts: (unchecked: number): string =>
    unchecked === 0
      ? 'Everything has been checked.'
      : `We count what nobody has checked as not met: ${unchecked} checks.`,
  noNotCompliant: 'We know of no problem beyond that.',
  burdenHeading: 'What would cost too much to mend',
  noBurden: 'Nothing: we do not say of any problem that it would cost too much to mend.',
  outOfScopeHeading: 'What the rules leave out',
  noOutOfScope: 'Nothing: we count everything in this service.',
  breaks: (criteria: readonly string[]): string => `This is about ${and(criteria)} of the standard.`,
  mendBy: (day: string): string => `To be put right by ${day}.`,
  noDay: 'We have not set a day for putting it right.',
  limits: prose(
    { heading: 'What else may not work for you' },
    'The map needs good sight and a modern browser. You never need it: you can search for a place or describe it in words on the same page.',
    'What teams write to you is in the language that they write it in.',
    'How to report, what happens then and the Case Review are there in [Easy Read](/easy-read). The form itself is not, and it is not in British Sign Language. You can ask for either when you report.',
  ),
  testedHeading: 'How we test it',
  automatic:
    'A program checks pages each time the service changes: those that our tests come to in a real browser, each kind of page once, on a wide and on a narrow screen. No change is let through while it finds something wrong. A program cannot find every problem.',
  rulesHeading: 'Which rules the program checks',
  rules: (program: string): string => `The program is ${program}. On a wide screen it runs its rules for:`,
  rulesOfWidth: 'On a narrow screen it runs these again, because the width can break them:',
  noWaivers: 'We let nothing pass that the program finds.',
  waivers: 'We let these findings of the program pass for now:',
  waiverOver: (day: string): string => `This should have been put right by ${day}.`,
  preparationHeading: 'How this statement was made',
  made: 'This statement is made from the record of the checks each time the page is opened. Nobody writes it by hand. Those who make the service did the checks, in a real browser whose keys a script pressed, and by looking at its pages. Nobody from outside has checked it, and nobody who uses assistive technology every day.',
  lastChecked: (day: string): string => `The last of these checks was on ${day}.`,
  neverChecked: 'None of these checks has been done yet.',
  help: prose(
    { heading: 'If you need another way, or find a problem' },
    'See [other ways to report](/ways-to-report): by phone, in sign language, in another format, or with help from someone else. The organisations on that page also want to hear if a part of this service does not work for you.',
    { heading: 'If you are not happy with our answer' },
    'The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with how we answer your complaint, contact the [Equality Advisory and Support Service (EASS)](https://www.equalityadvisoryservice.com/).',
    { heading: 'What the law asks of us' },
    'The organisations that run this service are committed to making it accessible, as those Regulations ask.',
  ),
  checksTitle: 'Checks of accessibility',
  checksIntro:
    'Each rule of the Web Content Accessibility Guidelines version 2.2, levels A and AA, and what has been checked of it one by one. What the program checks is not listed here. The names of the rules and the notes are in English.',
  kindsHeading: 'Kinds of page',
  criteriaHeading: 'Rules',
  kinds: {
    words: 'pages of information',
    question: 'questions of the form, and its errors',
    place: 'the question where it happened, with its map',
    evidence: 'adding photos, videos and sound',
    status: 'the private page of a report',
    follow: 'pages for people who follow a place',
    staff: 'pages for people who work with reports',
  },
  means: {
    keyboard: 'keyboard alone',
    zoom: 'pages made larger',
    narrow: '320 pixels wide',
    spacing: 'more space in the text',
    turned: 'screen turned',
    without_colour: 'no colours',
    without_script: 'no scripts',
    wrong_answers: 'wrong answers',
    reading: 'reading the page and its markup',
  },
  results: { passed: 'Passed', failed: 'Failed', not_applicable: 'Does not apply' },
  checkedLine: (kinds: readonly string[], by: readonly string[], day: string): string =>
    `${kinds.join('; ')}. With ${and(by)}, on ${day}.`,
  uncheckedLine: (kinds: readonly string[]): string =>
    kinds.length === 0 ? 'Not yet checked on any kind of page.' : `Not yet checked: ${kinds.join('; ')}.`,
  back: 'Back to the accessibility statement',
}
