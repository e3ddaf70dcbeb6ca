/** Requests to addresses that people of the partnership enter: never into a private network, never further than told. */
export { AnswerTooLong, askOutside, NotReached, type OutsideAnswer, whyNoAnswer } from './ask-outside.ts'
export { type AllowedHosts, findFaultOfUrl, UnsafeAddress } from './safe-address.ts'
export { retryAfterIn, waitAfter } from './wait-after.ts'
