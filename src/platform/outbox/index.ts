export { leaveMessage, type Message, type Outbox } from './leave-message.ts'
