/** Key pages in Easy Read: one thought a sentence, each with a picture. */
export const easyRead = {
  title: 'Easy Read',
  lead: 'This page uses easy words and pictures.',
  report: {
    heading: 'How to tell us',
    lines: [
      'Are you in danger now? Call 999.',
      'Anti-social behaviour is when people near you do bad things. They make you feel scared, sad or angry.',
      'It can be loud noise. It can be people who shout at you. It can be damage or rubbish.',
      'You can tell us on this website. We ask you questions, one at a time.',
      'You can call 101 instead. You can talk to the police there.',
      'Someone you trust can help you. They can fill in the form with you.',
      'You do not have to say your name.',
      'You can show us photos or videos.',
      'You can stop and come back later.',
    ],
  },
  next: {
    heading: 'What happens then',
    lines: [
      'We give you a number. This is your reference. Keep it safe.',
      'We give you a secret link. You can open it to see what is happening. Do not show it to other people.',
      'We send what you told us to the right team. This can be the police, the council or your landlord.',
      'The team reads it. They decide what to do.',
      'They may talk to you. You can say how, and when it is safe.',
      'Did it happen again? Use your link to tell us.',
    ],
  },
  review: {
    heading: 'If it does not stop: the ASB Case Review',
    lines: [
      'Have you told us many times? Does it still go on? You can ask for a Case Review.',
      'A Case Review is a meeting. The police, the council and others look at what happened to you.',
      'It is free. It is your right by law.',
      'You can ask. Someone else can ask for you, if you say yes.',
      'They tell you what they will do, and by what day.',
      'Do you think they are wrong? You can ask someone new to look at it.',
    ],
  },
  start: 'Start to tell us',
  askReview: 'Ask for a Case Review',
  otherWays: 'Other ways to tell us',
  offer: 'Read about this in [Easy Read](/easy-read), with short sentences and pictures.',
  sign: {
    heading: 'In British Sign Language',
    video: 'Watch our video in British Sign Language',
    relay: 'Call us in British Sign Language with a video interpreter',
  },
}
