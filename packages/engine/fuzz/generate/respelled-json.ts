import type { Random } from './random.ts';

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]:,]|[a-z]+/g;

/** The same JSON in another spelling: white space, escapes, numbers; now and then with a character that JSON does not allow there. */
export function respelledJson(random: Random, text: string): string {
  const gap = (): string =>
    random.chance(0.3)
      ? random.pick([
          ' ',
          '\t',
          '\r',
          '\n',
          ' \t',
          '\r\n',
          random.chance(0.05) ? random.pick(['\f', '\v', '\0', '\u00a0']) : ' ',
        ])
      : '';
  return gap() + (text.match(TOKENS) ?? []).map((token) => respelledToken(random, token) + gap()).join('');
}

function respelledToken(random: Random, token: string): string {
  if (token.startsWith('"')) return random.chance(0.3) ? `"${respelledText(random, token.slice(1, -1))}"` : token;
  if (/^-?\d/.test(token)) return random.chance(0.4) ? respelledNumber(random, token) : token;
  return token;
}

/** Characters that are escaped already stay so. */
function respelledText(random: Random, inside: string): string {
  const characters = inside.match(/\\u.{4}|\\.|[\s\S]/g) ?? [];
  const changed = characters.map((character) => {
    if (character.length > 1 || random.chance(0.7)) return character;
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${random.chance(0.5) ? code : code.toUpperCase()}`;
  });
  if (random.chance(0.2)) {
    const odd = random.pick([
      '\\/',
      '\\b',
      '\\f',
      '\\n',
      '\\r',
      '\\t',
      '\\u0041',
      '\\u00e9',
      '\\ud83d\\ude00',
      '\u007f',
      '\u0020',
    ]);
    const wrong = random.pick(['\u001f', '\t', '\\a', '\\U0041', '\\u00g0', '\\u004', '\\v', "\\'", '\\']);
    changed.splice(random.int(0, changed.length), 0, random.chance(0.7) ? odd : wrong);
  }
  return changed.join('');
}

function respelledNumber(random: Random, digits: string): string {
  const plain = /^-?\d+$/.test(digits);
  return random.oneOf(
    () => (plain ? `${digits}.0` : digits),
    () => (plain ? `${digits}${random.pick(['e0', 'E0', 'E+0', 'e-0', '.0e0', 'E1', 'e+2', 'e-1'])}` : digits),
    () => (plain ? `${digits}0e-1` : digits.replace('e', 'E')),
    () =>
      random.chance(0.2)
        ? random.pick([`0${digits}`, `+${digits}`, `${digits}.`, `${digits}e`, `-${digits}`, `.${digits}`])
        : digits,
  );
}
