export { type BankHoliday, bankHolidays, isBankHoliday } from './bank-holidays.ts'
export { type Clock, fixedClock, type SettableClock, systemClock } from './clock.ts'
export { formatAge, formatDate, formatDateTime, formatDue, formatTime } from './format.ts'
export {
  addDays,
  addMonths,
  daysBetween,
  isLocalDate,
  type LocalDate,
  lastDayOfMonths,
  localDateSchema,
  localTimeOf,
  londonDateOf,
  londonInstant,
  today,
  weekdayOf,
} from './local-date.ts'
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'
