import { type CalendarSettings, defaultCalendar } from '#server/booking/calendar-settings.ts'

const morning = { from: '09:00', to: '12:00' }
const afternoon = { from: '13:00', to: '16:30' }
const whole = [morning, afternoon]

/** Who at Tallybarn takes meetings in Parley's own calendar, by address; the others have a calendar tool. */
export const tallybarnCalendars: Readonly<Record<string, CalendarSettings>> = {
  'anna@tallybarn.example': {
    ...defaultCalendar('Europe/Berlin'),
    enabled: true,
    hours: { mon: whole, tue: whole, wed: [morning], thu: whole, fri: [morning] },
    // As the chat promises.
    slotMinutes: 20,
    bufferMinutes: 10,
    holidays: ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'],
    place: 'https://meet.tallybarn.example/anna',
  },
  'laura@tallybarn.example': {
    ...defaultCalendar('America/Chicago'),
    enabled: true,
    place: 'https://meet.tallybarn.example/laura',
  },
}
