import type { Random } from './random.ts'

/** Somebody invented, with a work address at a company of their own. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly company: string
}

const FIRST = [
  ...['Adam', 'Alice', 'Amir', 'Ana', 'Ben', 'Carla', 'Chloe', 'Clara', 'Dana', 'David', 'Diego', 'Elsa', 'Emil'],
  ...['Erik', 'Eva', 'Fiona', 'George', 'Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jack', 'Jana', 'Joel', 'Julia'],
  ...['Karim', 'Kate', 'Lars', 'Lena', 'Leo', 'Lucy', 'Luis', 'Maria', 'Martin', 'Maya', 'Mia', 'Nadia', 'Nils'],
  ...['Nina', 'Noah', 'Olga', 'Omar', 'Oscar', 'Paula', 'Paul', 'Priya', 'Rosa', 'Ruth', 'Sam', 'Sara', 'Simon'],
  ...['Sofia', 'Tara', 'Theo', 'Tom', 'Vera', 'Victor', 'Wendy', 'Yara'],
]

const LAST = [
  ...['Adler', 'Andersen', 'Baker', 'Barnes', 'Becker', 'Berg', 'Bianchi', 'Brandt', 'Brown', 'Carter', 'Castro'],
  ...['Clark', 'Cole', 'Costa', 'Davies', 'Dubois', 'Evans', 'Farrell', 'Fischer', 'Fletcher', 'Foster', 'Garcia'],
  ...['Grant', 'Gupta', 'Haas', 'Hansen', 'Harper', 'Hughes', 'Ivanov', 'Jansen', 'Jordan', 'Kaya', 'Keller', 'Khan'],
  ...['Kovacs', 'Lang', 'Larsen', 'Lopez', 'Lund', 'Marino', 'Meyer', 'Moreau', 'Nagy', 'Nolan', 'Novak', 'Olsen'],
  ...['Palmer', 'Parker', 'Petrov', 'Price', 'Reyes', 'Rossi', 'Sato', 'Schmidt', 'Silva', 'Stone', 'Turner', 'Vogel'],
  ...['Wagner', 'Walsh', 'Weber', 'Wright', 'Young', 'Zimmer'],
]

const PLACES = [
  ...['Alder', 'Amber', 'Arden', 'Aspen', 'Birch', 'Bramble', 'Brook', 'Cedar', 'Cliff', 'Copper', 'Coral', 'Dale'],
  ...['Delta', 'Dune', 'Elm', 'Fern', 'Field', 'Fjord', 'Flint', 'Forest', 'Garnet', 'Glen', 'Granite', 'Grove'],
  ...['Harbor', 'Hazel', 'Heath', 'Hill', 'Iron', 'Ivory', 'Juniper', 'Lake', 'Larch', 'Linden', 'Maple', 'Marsh'],
  ...['Meadow', 'Mill', 'Moor', 'North', 'Oak', 'Pine', 'Quarry', 'Reed', 'Ridge', 'River', 'Rowan', 'Sand', 'Slate'],
  ...['South', 'Spruce', 'Stone', 'Summit', 'Thorn', 'Timber', 'Vale', 'West', 'Willow', 'Winter', 'Wood'],
]

const TRADES = [
  ...['Foods', 'Freight', 'Parts', 'Supply', 'Tools', 'Textiles', 'Wholesale', 'Logistics', 'Pharma', 'Paper'],
  ...['Electrics', 'Garden', 'Drinks', 'Packaging', 'Motors', 'Hardware', 'Cosmetics', 'Furniture', 'Storage', 'Books'],
]

/** People of one company each, so that nobody is anybody's colleague by chance. */
export function createPeople(random: Random): { next(): Person } {
  const taken = new Set<string>()

  function company(): string {
    for (let number = 2; ; number += 1) {
      const name = `${random.pick(PLACES)} ${random.pick(TRADES)}${number > 40 ? ` ${number}` : ''}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }

  return {
    next() {
      const [first, last, employer] = [random.pick(FIRST), random.pick(LAST), company()]
      const mailbox = random.next() < 0.5 ? `${first}.${last}` : `${first.slice(0, 1)}${last}`
      const host = employer.replaceAll(' ', '-')
      return {
        name: `${first} ${last}`,
        email: `${mailbox}@${host}.example`.toLowerCase(),
        company: employer,
      }
    },
  }
}
