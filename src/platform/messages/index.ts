/**
 * E-mails, texts and letters. `queueMessage` writes one in the transaction of what it tells; the worker's
 * `sendMessages` hands it to the carrier of its channel (`openCarriers`): a readable folder, a mail server (SMTP) or
 * GOV.UK Notify. Operated by docs/runbooks/messages.md.
 */
export { type MessageSettings, openCarriers } from './carriers.ts'
export {
  type Carrier,
  type Carriers,
  type Delivery,
  type MessageChannel,
  messageChannels,
  type Outcome,
} from './message.ts'
export type { NotifySettings } from './notify-carrier.ts'
export { queueMessage, queueMessages } from './queue-message.ts'
export { receiptRoutes } from './receipts.ts'
export { type Sending, sendMessages } from './send-messages.ts'
