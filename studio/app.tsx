import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso'
import { LeadsPage } from './leads/leads-page.tsx'
import { loadMe, me, nowhere } from './me.ts'
import { ForgotPage } from './sign-in/forgot-page.tsx'
import { JoinPage } from './sign-in/join-page.tsx'
import { NowherePage } from './sign-in/nowhere-page.tsx'
import { ResetPage } from './sign-in/reset-page.tsx'
import { SetupPage } from './sign-in/setup-page.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { Shell } from './ui/shell.tsx'
import { Toasts } from './ui/toast.tsx'
import { Trouble } from './ui/trouble.tsx'

const AccountsPage = lazy(() => import('./accounts/accounts-page.tsx').then(module => module.AccountsPage))
const AccountPage = lazy(() => import('./accounts/account-page.tsx').then(module => module.AccountPage))
const CompetitorsPage = lazy(() => import('./accounts/competitors-page.tsx').then(module => module.CompetitorsPage))
const PriorityPage = lazy(() => import('./accounts/priority-page.tsx').then(module => module.PriorityPage))
const BoardPage = lazy(() => import('./lifecycle/board-page.tsx').then(module => module.BoardPage))
const FlowsPage = lazy(() => import('./flows/flows-page.tsx').then(module => module.FlowsPage))
const FlowPage = lazy(() => import('./flows/flow-page.tsx').then(module => module.FlowPage))
const ExperimentsPage = lazy(() => import('./experiments/experiments-page.tsx').then(module => module.ExperimentsPage))
const NurturePage = lazy(() => import('./nurture/nurture-page.tsx').then(module => module.NurturePage))
const ReportsPage = lazy(() => import('./reports/reports-page.tsx').then(module => module.ReportsPage))
const ScoringPage = lazy(() => import('./models/scoring-page.tsx').then(module => module.ScoringPage))
const SettingsPage = lazy(() => import('./settings/settings-page.tsx').then(module => module.SettingsPage))

/** Doors that open to whoever holds their link, signed in or not. */
const OPEN_DOORS: Readonly<Record<string, FunctionComponent | undefined>> = {
  '/studio/setup': SetupPage,
  '/studio/join': JoinPage,
  '/studio/forgot': ForgotPage,
  '/studio/reset': ResetPage,
}

/** The studio: who is signed in decides between the doors and the rooms. */
export function App() {
  return (
    <LocationProvider scope="/studio">
      <Door />
      <Toasts />
    </LocationProvider>
  )
}

function Door() {
  const { path } = useLocation()
  const [failed, setFailed] = useState<unknown>(null)
  useEffect(() => {
    loadMe().catch(setFailed)
  }, [])
  const Open = OPEN_DOORS[path]
  if (Open) return <Open />
  if (failed) return <Trouble error={failed} />
  if (me.value === undefined) return null
  if (nowhere.value) return <NowherePage />
  if (me.value === null) return <SignInPage />
  return (
    <Shell>
      <Router>
        <Route path="/studio/" component={LeadsPage} />
        <Route path="/studio/leads" component={LeadsPage} />
        <Route path="/studio/leads/board" component={BoardPage} />
        <Route path="/studio/leads/accounts" component={AccountsPage} />
        <Route path="/studio/leads/accounts/:domain" component={AccountPage} />
        <Route path="/studio/leads/priority" component={PriorityPage} />
        <Route path="/studio/leads/competitors" component={CompetitorsPage} />
        <Route path="/studio/leads/:id" component={LeadsPage} />
        <Route path="/studio/flows" component={FlowsPage} />
        <Route path="/studio/flows/:id" component={FlowPage} />
        <Route path="/studio/flows/:id/:room" component={FlowPage} />
        <Route path="/studio/experiments" component={ExperimentsPage} />
        <Route path="/studio/scoring" component={ScoringPage} />
        <Route path="/studio/scoring/:room" component={ScoringPage} />
        <Route path="/studio/nurture" component={NurturePage} />
        <Route path="/studio/nurture/:room" component={NurturePage} />
        <Route path="/studio/nurture/:room/:id" component={NurturePage} />
        <Route path="/studio/reports" component={ReportsPage} />
        <Route path="/studio/settings" component={SettingsPage} />
        <Route path="/studio/settings/:room" component={SettingsPage} />
        <Route default component={Nowhere} />
      </Router>
    </Shell>
  )
}

function Nowhere() {
  return (
    <div class="empty">
      <h2>Nothing at this address</h2>
      <p>The page may have moved, or the link is incomplete.</p>
      <a class="button" href="/studio/leads">
        Go to leads
      </a>
    </div>
  )
}
