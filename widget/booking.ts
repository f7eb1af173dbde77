// All about booking a time, as one module to load once a conversation may come to it.
export { Booked } from './booking/booked.tsx'
export { Booking } from './booking/booking.tsx'
