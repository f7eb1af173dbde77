import type { SiteSettings } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { ChallengeSection } from './challenge-form.tsx'
import { IdentityPanel } from './identity-panel.tsx'
import { PinnedTagPanel } from './pinned-tag.tsx'
import { SiteForm } from './site-form.tsx'

/** The tag to paste, what a page must allow, and which sites may use it. */
export function InstallationRoom() {
  const { data: site, error, reload, replace } = useLoad('site', () => get<SiteSettings>('/site'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!site) return null
  return (
    <>
      <section class="panel setting">
        <header class="row" data-spread>
          <h2>Tag</h2>
          <CopyButton text={site.tag} what="tag" />
        </header>
        <p class="quiet">Paste this line once into every page, before the closing body tag. Nothing else is needed.</p>
        <pre class="code-line">{site.tag}</pre>
      </section>
      <Policy site={site} />
      <PinnedTagPanel />
      <SiteForm site={site} onSaved={replace} />
      <ChallengeSection />
      {may('manage_site') && <IdentityPanel />}
    </>
  )
}

function Policy({ site: { csp } }: { readonly site: SiteSettings }) {
  const lines = csp.map(({ directive, source }) => `${directive} ${source}`).join('\n')
  return (
    <section class="panel setting">
      <header class="row" data-spread>
        <h2>Content security policy</h2>
        <CopyButton text={lines} what="lines" />
      </header>
      <p class="quiet">Only for sites that send such a policy: add these sources to it.</p>
      <pre class="code-line">{lines}</pre>
      <p class="quiet">
        Where a conversation books in the calendar of Cal.com, Calendly or HubSpot, allow its frame as well. Without
        that the visitor gets a link.
      </p>
      <pre class="code-line">{CALENDAR_FRAMES}</pre>
    </section>
  )
}

/** Where those calendars are; docs/booking.md says the same. */
const CALENDAR_FRAMES = 'frame-src https://cal.com https://calendly.com https://meetings.hubspot.com'
