/** The words of the layout itself; those of the page come with the page. */
export type LayoutWords = {
  skip: string
  /** Before the title of a page with errors. */
  error: string
  leave: string
  leaveQuickly: string
  exitQuickly: string
  wayBack: string
  languages: string
  supportLinks: string
  /** After the product's name. */
  licence: string
  /** Of the component "Exit this page", which says what its script does. */
  exitThisPage: {
    text: string
    activatedText: string
    timedOutText: string
    pressTwoMoreTimesText: string
    pressOneMoreTimeText: string
  }
}

export const englishLayoutWords: LayoutWords = {
  skip: 'Skip to main content',
  error: 'Error',
  leave: 'Leave',
  leaveQuickly: 'Leave quickly',
  exitQuickly: 'Exit this page quickly',
  wayBack: 'Way back',
  languages: 'Language',
  supportLinks: 'Support links',
  licence: 'is open source software under the MIT licence.',
  exitThisPage: {
    text: 'Exit this page',
    activatedText: 'Loading.',
    timedOutText: 'Exit this page expired.',
    pressTwoMoreTimesText: 'Shift, press 2 more times to exit.',
    pressOneMoreTimeText: 'Shift, press 1 more time to exit.',
  },
}
