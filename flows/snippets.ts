import type { Snippet } from './flow.ts'
import { wordsOf } from './questions.ts'

/**
 * The approved reply to what somebody asked, found by the words the question shares with its examples; undefined when none
 * fits well, or two fit alike: no reply is better than a wrong one, for a person answers then. Rare words count more than
 * those many replies share, and words no example knows count against. Local, the same everywhere.
 */
export function findSnippet(snippets: readonly Snippet[], asked: string): Snippet | undefined {
  const words = contentOf(asked)
  if (words.length === 0) return
  const examples = snippets.map(({ questions }) => questions.map(contentOf))
  const weigh = weights(examples)
  const scored = snippets
    .map((snippet, index) => ({
      snippet,
      score: likeness(words, examples[index] ?? [], weigh),
    }))
    .sort((one, other) => other.score - one.score)
  const [best, second] = scored
  if (!best || best.score < LEAST) return
  return second && second.score > best.score * CLEAR ? undefined : best.snippet
}

/** The share of both sides' meaning that must be common: below it nothing is said. */
const LEAST = 0.58
/** How near the second best may come. */
const CLEAR = 0.88

/**
 * From 0 to 1: how much of what was asked the reply's examples know together, and how much of the nearest example was asked;
 * the mean that both must carry. A single common word is enough only when it is all there is to an example.
 */
function likeness(
  asked: readonly string[],
  examples: readonly (readonly string[])[],
  weigh: (word: string) => number,
): number {
  const total = (words: readonly string[]) => words.reduce((sum, word) => sum + weigh(word), 0)
  const covered = asked.filter(word => examples.some(example => example.some(other => isSame(word, other))))
  const ofAsked = total(covered) / total(asked)
  const nearest = examples.map(example => {
    const found = example.filter(word => asked.some(other => isSame(word, other)))
    const enough = covered.length > 1 || found.length === example.length
    return enough ? total(found) / total(example) : 0
  })
  const ofExample = Math.max(0, ...nearest)
  return ofExample > 0 ? (2 * ofExample * ofAsked) / (ofExample + ofAsked) : 0
}

/** How much a word tells: the fewer replies share it, the more. */
function weights(examples: readonly (readonly (readonly string[])[])[]): (word: string) => number {
  const known = new Map<string, number>()
  return word => {
    const weight = known.get(word)
    if (weight !== undefined) return weight
    const shared = examples.filter(one => one.some(words => words.some(other => isSame(word, other)))).length
    const found = Math.log(1 + (examples.length + 1) / (shared + 1))
    known.set(word, found)
    return found
  }
}

/** The same word, or another form of it: prices, price, pricing. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true
  const shorter = Math.min(one.length, other.length)
  if (shorter < 4 || Math.abs(one.length - other.length) > 4) return false
  let common = 0
  while (common < shorter && one[common] === other[common]) common += 1
  return common >= Math.max(4, Math.ceil(shorter * 0.65))
}

function contentOf(text: string): string[] {
  const words = wordsOf(text)
  const content = words.filter(word => !EMPTY.has(word))
  return [...new Set(content.length > 0 ? content : words)]
}

/** Words that say nothing of what a question is about, in the languages Parley ships. */
const EMPTY: ReadonlySet<string> = new Set(
  (
    'a an the and or of to in on at for with from by is are was were be been do does did can could will would should may might ' +
    'i you we they it me my your our us there this that these those what whats how when where why who which have has had any some ' +
    'please much many get got need want offer support provide work works possible also not no yes about ' +
    'der die das ein eine einen einem einer und oder von zu im in auf für mit aus bei ist sind war sein kann können könnt wird ' +
    'ich du sie wir ihr es mein ihre unser gibt haben hat habt was wie wann wo warum wer welche welcher welches bitte viel viele nicht auch man bietet ' +
    'и в на с для от по из у о это есть ли вы я мы они как что когда где почему кто сколько какой какая какие можно не да нет у вас мне ' +
    'och eller av till i på för med från är var vara kan ni jag vi det en ett den de har vad hur när varför vem vilken inte ' +
    'și sau de la în pe pentru cu din este sunt poate eu voi noi un o ce cum când unde cine care cât nu aveți ' +
    'le la les un une des et ou de du à au en pour avec est sont être peut je vous nous il elle quoi comment quand où pourquoi qui quel quelle combien pas avez ' +
    'el los las una unos y o de del en para con es son ser puede yo usted nosotros qué cómo cuándo dónde quién cuál cuánto no tienen hay ' +
    'os as um uma e ou do da em para com é são pode eu você nós que como quando onde quem qual quanto não têm há ' +
    'من في على إلى مع هل ما ماذا كيف متى أين لماذا كم هو هي أن لا'
  ).split(' '),
)
