const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/**
 * Reads an unquoted scalar as Go's YAML reader reads numbers, with the notations of YAML 1.1 among them: `1_000`, `0b11`, `017` (fifteen).
 * `undefined` where it is none.
 *
 * @see https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go
 */
export function goNumber(text: string): number | undefined {
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const integer = INTEGER.exec(plain);
  if (integer === null) return FLOAT.test(plain) ? Number(plain) : undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = integer;
  const size = Number(
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : decimal,
  );
  // A whole number has no negative zero.
  return sign === '-' && size !== 0 ? -size : size;
}
