/** Words of English and German titles that say nothing about the matter. */
const IDLE_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and any after again all also am are at be been before being but by can cannot can’t could ' +
    'did do does doesn’t don’t down during error every for from get gets getting has have he her ' +
    'here his how i if in into is issue issues it its just more my new no not now of off on once one ' +
    'only or other our out over please problem problems same she since so some still than that the ' +
    'their them then there these they this to too two up use user users very was we were what when ' +
    'where which while who why will with without won’t work working works yet you your ' +
    'aber alle alles als am an auch auf aus bei beim bin bis bitte da das dass dem den der des die ' +
    'dies diese durch ein eine einem einen einer er es fehler für geht gibt hat haben ich ihr im in ' +
    'ist ja kann kein keine keinen können mehr mein mit nach nicht nichts noch nun nur ob oder ohne ' +
    'schon sehr seit sich sie sind so über um und uns unter vom von vor war was wenn werden wie wieder ' +
    'wir wird zu zum zur'
  ).split(' '),
);

const SHORTEST = 3;
const SPLIT = /[^\p{L}\p{N}’-]+/u;
const EDGES = /^[-’]+|[-’]+$/g;
const HAS_LETTER = /\p{L}/u;

/** Words of a title that tell it from others, folded, each once, in their order. */
export function tellingWords(title: string): readonly string[] {
  const words = new Set<string>();
  for (const part of title.toLowerCase().normalize('NFC').split(SPLIT)) {
    const word = part.replace(EDGES, '');
    if (word.length >= SHORTEST && HAS_LETTER.test(word) && !IDLE_WORDS.has(word)) words.add(word);
  }
  return [...words];
}
