/** How a column's name gives away that it is written after capture. */
export type LateName = 'verdict' | 'overwritten' | 'other_score'

const JUDGED =
  /\b(tags?|labels?|quality|verdict|disposition|dispositions|remarks?|notes?|feedback|lead profile|(lead|sales|call|deal|crm|contact|opportunity|funnel|pipeline|follow ?up|prospect) (status|stage|state|result|outcome|grade|rating|class)|pipeline|(won|lost|closed?|rejection|reject|disqualification|loss) (reason|date|at|on|by|day|time)|reason (lost|won)|invoice[ds]?|contract( value| amount| date| signed)?|deal (value|amount|size)|opportunity amount|payments?|paid|refund|refunded|churn|churned|probability|forecast|next step|onboarded|onboarding|customer since|days? to close|time to close|sales cycle|meeting held|demo held|proposal sent|call (result|outcome|attempts|notes?)|calls? made|handled by)\b/
const OVERWRITTEN = /^(last|latest|most recent|final|newest)\b|\b(modified|updated|changed) (at|on|date|time|by)\b/
const SCORED = /\b(scores?|ratings?|index|grades?|temperature|propensity)\b/
/** Questions put to the visitor and what they agreed to, whatever words they hold. */
const ASKED = /\b(how|what|which|why|when|where|do|did|are|would|i|your|you)\b/

/** What the name of a column says of when it is written; null = nothing. `LastActivity`, `last_activity` are the same. */
export function readName(name: string): LateName | null {
  const words = inWords(name)
  if (ASKED.test(words)) return null
  if (JUDGED.test(words)) return 'verdict'
  if (OVERWRITTEN.test(words)) return 'overwritten'
  return SCORED.test(words) ? 'other_score' : null
}

const SAID_AFTER =
  /\b(ringing|switched off|not? answer(ed|ing)?|not? reply|not? respon(se|ding)|no pick ?up|did not pick|voice ?mail|busy|hang ?up|hung up|opp hangup|call ?back|(in ?valid|wrong) (number|phone|email)( given)?|number not (provided|valid)|will (revert|call|think|decide|get back)|follow(ing)? ?up|reached|un ?reachable|contacted|spoke|closed|lost to|closed (won|lost)|deal|won|lost|converted|enrolled|purchased|bought|signed|paid|(not|very|un)? ?interested|not eligible|un ?qualified|qualified|dis ?qualified|rejected|accepted|junk|spam|duplicate|already (a )?(student|customer|client|user)|negotiation|proposal|in touch|might be|not sure|may ?be|worst|relevance|potential|promising|good fit|bad fit|poor fit|hot|warm|cold|no (budget|interest|requirement|need)|price too high|not doing)\b/

/** Whether a value reads like something a salesperson notes after they looked at the lead or talked to it. */
export function isSaidAfter(value: string): boolean {
  return SAID_AFTER.test(inWords(value))
}

/** `camelCase`, `snake_case` and signs to small words between single spaces. */
export function inWords(text: string): string {
  return text
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
