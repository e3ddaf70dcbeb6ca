/** Following a place: news for neighbours, with nothing of what anybody reported. */
export const follow = {
  heading: 'News about this place',
  title: 'Be kept informed about this place',
  known: (organisation: string): string => `${organisation} knows about this problem and is working on it:`,
  counts: 'Your report still counts. Send it, so that we know how often it happens.',
  onlyInformed: (address: string): string =>
    `Do you have nothing new to report? You can [be kept informed instead](${address}).`,
  offer:
    'You can follow this place. We will send you news about what is being done. You do not see what other people report, and they do not see you.',
  youFollow: 'You follow this place. You do not see who else follows it, and nobody sees you.',
  start: 'Follow this place',
  stop: 'Stop following this place',
  confirm: 'Yes, send me news',
  noNews: 'There is no news yet.',
  newsHeading: 'News',
  affects: 'Does it affect you?',
  affectsMe: 'Yes, it affects me too',
  informed: 'No, I only want to be kept informed',
  affectsMissing: 'Say if it affects you',
  way: 'How do you want to get news?',
  wayHint: 'We use your address or number for this news and for nothing else.',
  wayMissing: 'Choose how you want to get news',
  ways: { page: 'On a private page that I open myself', email: 'By email', text: 'By text message' },
  email: 'Your email address, if you chose email',
  phone: 'Your mobile number, if you chose text message',
  recipientMissing: { email: 'Enter your email address', text: 'Enter your mobile number' },
  send: 'Keep me informed',
  private: 'Nobody who follows sees who else does. You can stop at any time.',
  toReport: 'Did something happen that we should know about?',
  report: 'Report it',
  sentTitle: 'Check your messages',
  sent: 'We have sent you a message with a link. Open it to start getting news. If you do nothing, we send you nothing more.',
  endedTitle: 'There is no more news about this place',
  ended: (organisation: string): string =>
    `${organisation} does not send news about this place any more. If something happens, tell us.`,
  stoppedTitle: 'You do not follow this place any more',
  stopped: 'We do not send you news about it. We have removed your address.',
  notFound: 'There is no page with this link',
  notFoundWhy: 'Check that you copied all of the link.',
  confirmEmail: (place: string, link: string): string =>
    `Somebody asked us to send you news about this: ${place}.\n\nIf that was you, open this link and choose “Yes, send me news”:\n\n${link}\n\nIf it was not you, you do not have to do anything. We will send you nothing more.`,
  confirmText: (link: string): string =>
    `Do you want news about a place that you follow? Open this link to say yes: ${link}`,
  newsMessage: (words: string, link: string): string =>
    `There is news about a place that you follow:\n\n${words}\n\nRead all the news, or stop following:\n\n${link}\n\nPlease do not answer this message: nobody would read it.`,
  lastMessage: (link: string): string =>
    `There will be no more news about a place that you followed. We have stopped keeping your address for this.\n\nIf something happens there, you can report it:\n\n${link}\n\nPlease do not answer this message: nobody would read it.`,
  lastText: (link: string): string =>
    `There will be no more news about a place that you followed. If something happens there, you can report it: ${link}`,
  newsText: (link: string): string => `There is news about a place that you follow. Read it or stop: ${link}`,
}
