/** Whether a 400 says that the key selects no flag set: then the key is at fault, and not what the request asks for. */
export function isKeyless(text: string): boolean {
  return /flagset|flag set|no API key/i.test(text);
}
