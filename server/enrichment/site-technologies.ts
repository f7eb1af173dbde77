import type { SitePage } from './site-page.ts'

interface Technology {
  readonly id: string
  /** Part of the `generator`, in lower case. */
  readonly generator?: string
  /** Part of a script's or style sheet's address. */
  readonly source?: string
}

/** What a site gives away of what it runs on: systems a company chose, never how somebody is measured. */
const TECHNOLOGIES: readonly Technology[] = [
  { id: 'wordpress', generator: 'wordpress', source: '/wp-content/' },
  { id: 'woocommerce', generator: 'woocommerce', source: '/plugins/woocommerce/' },
  { id: 'shopify', source: 'cdn.shopify.com' },
  { id: 'wix', generator: 'wix.com', source: 'static.wixstatic.com' },
  { id: 'webflow', generator: 'webflow', source: 'website-files.com' },
  { id: 'squarespace', source: 'squarespace.com' },
  { id: 'typo3', generator: 'typo3', source: '/typo3conf/' },
  { id: 'drupal', generator: 'drupal' },
  { id: 'joomla', generator: 'joomla' },
  { id: 'magento', source: '/static/version' },
  { id: 'prestashop', generator: 'prestashop' },
  { id: 'tilda', source: 'tildacdn.com' },
  { id: 'bitrix', source: '/bitrix/' },
  { id: 'hubspot', generator: 'hubspot', source: 'js.hs-scripts.com' },
  { id: 'marketo', source: 'munchkin.marketo.net' },
  { id: 'pardot', source: 'pi.pardot.com' },
  { id: 'salesforce', source: '.my.salesforce.com' },
  { id: 'intercom', source: 'widget.intercom.io' },
  { id: 'drift', source: 'js.driftt.com' },
  { id: 'zendesk', source: 'static.zdassets.com' },
  { id: 'segment', source: 'cdn.segment.com' },
]

/** Which of them a page names, each once, with what was seen. */
export function technologiesOf({ meta, sources }: SitePage): { readonly id: string; readonly seen: string }[] {
  const generator = meta.get('generator')?.toLowerCase() ?? ''
  return TECHNOLOGIES.flatMap(({ id, generator: word, source }) => {
    if (word !== undefined && generator.includes(word)) return [{ id, seen: `generator ${word}` }]
    const found = source !== undefined && sources.some(address => address.includes(source))
    return found ? [{ id, seen: source }] : []
  })
}
