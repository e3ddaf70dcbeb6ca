/** Problems that any page may have. Staff and visitors in English read those of src/platform/http. */
export const problems = {
  /** Before the reference by which the cause is found. */
  reference: 'If you tell us about this, give the reference',
  not_found: {
    heading: 'Page not found',
    message: 'This page does not exist, or the link is not complete. Check the address.',
  },
  wrong_address: {
    heading: 'There is a problem with the address',
    message: 'It holds something that this page does not take. Check the address.',
  },
  unreadable: {
    heading: 'There is a problem with what was sent',
    message: 'It could not be read. Check it and send it again.',
  },
  too_large: { heading: 'This is too large', message: 'What was sent is larger than this service takes.' },
  wrong_format: {
    heading: 'This format is not accepted',
    message: 'Go back to the page and send it by its button.',
  },
  too_many: {
    heading: 'Too many requests',
    message: 'Wait a minute, then try again. Nothing is lost.',
  },
  broken: {
    heading: 'Sorry, there is a problem with the service',
    message:
      'It is our fault, not yours. What you typed is kept where the page saved it. Try again in a few minutes.',
  },
  lost_while_saving: {
    heading: 'Sorry, the service is not available',
    message: 'We lost the connection while saving. Send it again: nothing is recorded twice.',
  },
  unavailable: {
    heading: 'Sorry, the service is not available',
    message: 'Nothing was saved just now. What you typed is still here: try again in a minute.',
  },
  busy: {
    heading: 'Sorry, the service is not available',
    message: 'The service is very busy. Try again in a minute.',
  },
} satisfies Record<string, string | { heading: string; message: string }>
