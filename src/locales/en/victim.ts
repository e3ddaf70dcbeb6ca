import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

/** What somebody harmed reads of their case: what is done and promised, letters, and the questions at its end. */
export const victim = {
  actions: 'What is being done',
  promises: 'What we promised you',
  due: (day: string): string => `By ${day}`,
  done: (day: string): string => `Done on ${day}`,
  cancelled: 'We are not doing this any more',
  kept: (day: string): string => `Kept on ${day}`,
  takenBack: (because: string): string => `We cannot do this: ${because}`,
  closed: (organisation: string, why: string): string =>
    why === ''
      ? `${organisation} has closed the case about what you reported. If it happens again, tell us.`
      : `${organisation} has closed the case about what you reported. This is why:\n\n${why}\n\nIf it happens again, tell us.`,
  closedAsQuiet: 'We have heard of nothing new for some weeks.',
  survey: {
    ask: 'Tell us how we did. It is 4 questions.',
    link: 'Answer the questions',
    answered: 'Thank you. You have told us how we did.',
    title: 'How did we do?',
    lead: prose(
      'Your answers go to the people who check our work. They do not change what we do for you. You can leave out any question.',
    ),
    questions: {
      informed: 'Did we tell you what was happening?',
      listened: 'Did we listen to you?',
      promises: 'Did we do what we said we would do?',
      safer: 'Do you feel safer now?',
    },
    answers: { yes: 'Yes', partly: 'A little', no: 'No' },
    words: 'Is there anything else you want to say?',
    wordsHint: 'Do not give other people’s names.',
    send: 'Send your answers',
    nothing: 'Answer at least one question',
    long: 'Shorten it to 2,000 characters or fewer',
    doneTitle: 'Thank you',
    done: 'We have your answers.',
    before: 'Your answers were sent before. You can answer only once.',
    notAsked: 'There are no questions for you now',
    notAskedWhy: 'We ask you how we did when your case is closed.',
  },
  /** Messages that staff begin from; each may be changed before it is sent. */
  templates: {
    update: {
      name: 'Nothing new yet',
      text: 'We are still working on what you told us. There is no news yet. We have not forgotten you. We will write again.',
    },
    visit: {
      name: 'A visit',
      text: 'Somebody from our team would like to visit you. Please tell us which days and times are safe for you.',
    },
    action: {
      name: 'Something was done',
      text: 'We have done something about what you told us. Your private page shows what we did and what comes next.',
    },
    change: {
      name: 'Has anything changed?',
      text: 'Is it still happening? Please tell us what has changed since we last spoke, so that we can do the right thing.',
    },
    closing: {
      name: 'We plan to close the case',
      text: 'We plan to close your case because it has been quiet. If it has not stopped, or you are worried, please tell us before we do.',
    },
  },
}
