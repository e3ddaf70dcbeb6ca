/** For somebody who lost the private link of their report. */
export const lostLink = {
  title: 'See what happened to your report',
  lead: 'Use the private link that we gave you. If you lost it, type your reference. We will send a new link to the email address or mobile number that you gave us.',
  reference: 'Your reference',
  referenceHint: 'It looks like ASB-4K7Q-29HM. It is in the first message that we sent you.',
  referenceMissing: 'Enter your reference',
  referenceWrong: 'Enter the reference as we gave it to you, like ASB-4K7Q-29HM',
  noReference: 'If you do not have your reference, telephone the organisation that you reported to.',
  send: 'Send me a new link',
  askedTitle: 'Check your messages',
  asked:
    'If we have a report with this reference, and a safe way to reach whoever made it, we have sent a message with a link. The link opens once, within one hour.',
  notCome:
    'If no message comes, you may have asked us not to send any, or to telephone. Then telephone the organisation that you reported to.',
  openTitle: 'Open your report',
  opensOnce: 'This link opens once. After that, keep the address of the page that you see.',
  open: 'Open my report',
  spentTitle: 'This link does not open any more',
  used: 'It was opened already. Each link opens once.',
  usedByOther: 'If it was not you who opened it, somebody else may read your messages. Tell us.',
  late: 'It opened for one hour only.',
  again: 'Get a new link',
  email: (link: string, minutes: number): string =>
    `You asked us for a link. It opens once, within ${minutes} minutes:\n\n${link}\n\nIf it was not you who asked, you do not have to do anything.\n\nPlease do not answer this message: nobody would read it.`,
  text: (link: string, minutes: number): string =>
    `Here is the link that you asked for. It opens once, within ${minutes} minutes: ${link}`,
}
