/** 5 bits each, in this order (BIP 173, "Bech32"). */
const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/**
 * Whether a text is an age recipient of the ordinary kind, as `age-keygen` prints it: `age1`, 52 letters for the 32 bytes of an
 * X25519 key, 6 of a checksum, which any one wrong letter breaks. Not those of hardware or after quantum computers, which
 * take another program to open. Here and not by the library, which nobody needs who only reads org.yaml.
 */
export function isAgeRecipient(text: string): boolean {
  if (!AGE_RECIPIENT.test(text)) return false
  const data = [...text.slice('age1'.length)].map((letter) => LETTERS.indexOf(letter))
  return checksumOf([...PREFIX, ...data]) === 1
}

export const AGE_RECIPIENT = new RegExp(`^age1[${LETTERS}]{58}$`)

/** `age` as bech32 sums it up: the upper three bits of each letter, 0, the lower five. */
const PREFIX = [3, 3, 3, 0, ...[...'age'].map((letter) => letter.charCodeAt(0) & 31)]

function checksumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const shifted = ((sum & 0x1ffffff) << 5) ^ value
    return GENERATOR.reduce((all, term, bit) => (((sum >> 25) >> bit) & 1 ? all ^ term : all), shifted)
  }, 1)
}
