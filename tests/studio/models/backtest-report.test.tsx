import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { BacktestReportView } from '#studio/models/backtest-report.tsx'
import { PEOPLE, reportOf } from './report-of.ts'

afterEach(cleanup)

it('who flips is named, with the rule that made the difference and what sales said', () => {
  render(<BacktestReportView report={reportOf()} people={PEOPLE} />)
  const row = within(screen.getByRole('row', { name: /Ida Falk/ }))
  for (const text of ['Role: Head', '+12 → +2', 'Accepted', '55', '45']) row.getByText(text)
  screen.getByText('0 would become qualified, 1 would not be any more.')
  fireEvent.click(screen.getByRole('button', { name: /^Hot/ }))
  screen.getByText('Nobody becomes or stops being hot.')
})

it('with too few outcomes no share is shown, only how many are missing', () => {
  const report = reportOf({ good: 2, bad: 1, enough: false })
  render(<BacktestReportView report={report} people={PEOPLE} />)
  screen.getByText(/Not enough outcomes yet \(3 of 20\)/)
  expect(screen.queryByText('72 %')).toBeNull()
  expect(screen.queryByText('Do high scores turn out well?')).toBeNull()
  screen.getByRole('row', { name: /Ida Falk/ })
})

it('the line can be moved: work for each salesperson and precision follow it', () => {
  render(<BacktestReportView report={reportOf()} people={PEOPLE} />)
  const slider = screen.getByRole('slider')
  expect(slider.getAttribute('aria-valuetext')).toBe('Score 50')
  screen.getByText('6.3')
  fireEvent.input(slider, { target: { value: '2' } })
  screen.getByText('88 %')
  const nora = within(screen.getByRole('row', { name: /Nora Blake/ }))
  nora.getByText('2.0')
  expect(screen.queryByRole('row', { name: /Owned by nobody/ })).toBeNull()
})

it('a fact known only after the outcome is named with the rules that read it; old reports say nothing of it', () => {
  const leak = { name: 'crm.stage', code: 'written_later', kind: 'leak', reason: 'It came later.', auc: 1 } as const
  render(<BacktestReportView report={reportOf({ leaks: [{ ...leak, rules: ['In the CRM'] }] })} people={PEOPLE} />)
  for (const text of ['Stage in the CRM', 'Known too late', 'It came later.', /Rules that read it: In the CRM/]) {
    screen.getByText(text)
  }
  cleanup()
  render(<BacktestReportView report={reportOf({ leaks: [] })} people={PEOPLE} />)
  screen.getByText(/no fact of these leads gives its outcome away/)
  cleanup()
  render(<BacktestReportView report={reportOf()} people={PEOPLE} />)
  expect(screen.queryByText('Facts known only after the outcome')).toBeNull()
})

it('charts are there as tables, too', () => {
  render(<BacktestReportView report={reportOf()} people={PEOPLE} />)
  const [first] = screen.getAllByRole('button', { name: 'Show as table' })
  if (first) fireEvent.click(first)
  expect(screen.getAllByRole('row', { name: /61 to 90 20 15 75 % × 1.5 75 %/ })).toHaveLength(2)
  expect(screen.getAllByRole('row', { name: /40 and disqualified/ })).toHaveLength(2)
})

it('without leads the report says what to do', () => {
  render(<BacktestReportView report={reportOf({ leads: 0 })} people={{}} />)
  screen.getByText('No leads in this time')
})

it('a lead that was erased since has no name any more', () => {
  render(<BacktestReportView report={reportOf()} people={{}} />)
  screen.getByText('A lead that was erased')
})
