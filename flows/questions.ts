/** Words that open a question by themselves, in the languages Parley ships. */
const OPENERS =
  'what whats how when where why who whom whose which was wie wann wo warum wer wen wem welche welcher welches wieso wohin ' +
  'что как когда где почему кто сколько какой какая какие зачем куда vad hur när var varför vem vilken vilka hvad ' +
  'ce cum când unde cine care cât câte cati quoi comment quand où pourquoi qui quel quelle quels quelles combien ' +
  'qué cómo cuándo dónde quién cuál cuánto cuánta cuántos que como quando onde porque quem qual quanto quanta quantos ' +
  'ما ماذا كيف متى أين لماذا من كم هل'
/** Words that open a question when they meet somebody or something: "can you", "is there". */
const VERBS =
  'can could do does did is are will would should may kann können könnt haben hat gibt bietet ist sind kan finns har är peut pouvez puedo puede pode há'
const MET =
  'i you we it there the this that your our man sie ihr ich wir es du der die das ni jag det vous nous je on yo ud usted você eu a an any'

const openers = new Set(OPENERS.split(' '))
const verbs = new Set(VERBS.split(' '))
const met = new Set(MET.split(' '))

/** Whether somebody asks something: a question mark at the end, or at least three words that open like a question. */
export function isQuestion(text: string): boolean {
  const trimmed = text.trim()
  const [first = '', second = '', third] = wordsOf(trimmed)
  if (/[?？؟]["»”')\]]?$/.test(trimmed)) return first !== ''
  if (third === undefined) return false
  return openers.has(first) || (verbs.has(first) && met.has(second))
}

/** Words of a text in lower case, in every script. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  )
}
